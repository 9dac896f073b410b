package ai.bimpe.samples.recipes.refresh;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

/**
 * The folder with the files.
 */
@Component
class Folder {

	private final Path root;

	private final PathMatcher matcher;

	Folder(RefreshProperties properties) {
		this.root = properties.folder();
		this.matcher = FileSystems.getDefault().getPathMatcher("glob:" + properties.files());
	}

	/**
	 * List the files.
	 * @return paths below the folder, with {@code /} between their names on every system
	 */
	List<String> files() {
		try (Stream<Path> paths = Files.walk(this.root)) {
			return paths.filter(Files::isRegularFile)
				.map(this.root::relativize)
				.filter(this.matcher::matches)
				.map((path) -> path.toString().replace(path.getFileSystem().getSeparator(), "/"))
				.sorted()
				.toList();
		}
		catch (IOException | UncheckedIOException ex) {
			throw new RefreshException("The folder " + this.root + " cannot be read: " + ex, ex);
		}
	}

	/**
	 * Read a file part by part.
	 * @param file one of the files
	 * @param consumer takes the parts
	 * @throws IOException when it cannot be read
	 */
	void read(String file, PartConsumer consumer) throws IOException {
		try (Reader reader = Files.newBufferedReader(this.root.resolve(file))) {
			TextSplitter parts = new TextSplitter(reader);
			int count = 0;
			for (String part = parts.next(); part != null; part = parts.next()) {
				consumer.accept(++count, part);
			}
		}
		catch (CharacterCodingException ex) {
			throw new IOException("it is not text in UTF-8", ex);
		}
	}

	/**
	 * Takes the parts of a file.
	 */
	interface PartConsumer {

		void accept(int number, String text);

	}

}
