package ai.bimpe.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Access to the files of the whole project. Tests run in the directory of their module.
 */
final class ProjectFiles {

	static final Path ROOT = Path.of("..");

	private ProjectFiles() {
	}

	/**
	 * Find the files that a build does not change. Other modules, which may be built at
	 * the same time, write and delete files in their directory {@code target}.
	 * @param suffix how the names of the files end
	 * @param depth how many directories below the root a file may be
	 */
	static List<Path> find(String suffix, int depth) throws IOException {
		List<Path> files = new ArrayList<>();
		Files.walkFileTree(ROOT, Set.of(), depth, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
				return (directory.endsWith("target") || directory.endsWith(".git")) ? FileVisitResult.SKIP_SUBTREE
						: FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
				if (file.toString().endsWith(suffix)) {
					files.add(file);
				}
				return FileVisitResult.CONTINUE;
			}

		});
		return files;
	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot read " + file, ex);
		}
	}

	/**
	 * Read a class as a code block shows it: without package, imports and Javadoc, and
	 * with spaces for tabs.
	 */
	static String readAsBlock(Path file) {
		String source = read(file);
		return source.substring(source.indexOf(" */\n") + 4).strip().replace("\t", "    ");
	}

}
