package ai.bimpe.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Access to the files of the whole project. Tests run in the directory of their module.
 */
final class ProjectFiles {

	static final Path ROOT = Path.of("..");

	private ProjectFiles() {
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
