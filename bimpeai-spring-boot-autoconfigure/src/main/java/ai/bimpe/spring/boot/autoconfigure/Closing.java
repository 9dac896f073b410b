package ai.bimpe.spring.boot.autoconfigure;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * Closes several things, also when one of them fails to.
 */
final class Closing {

	private Closing() {
	}

	/**
	 * Close all of them.
	 * @param all what to close
	 * @throws IOException the first failure, with the others suppressed
	 */
	static void all(Collection<? extends Closeable> all) throws IOException {
		IOException first = null;
		for (Closeable each : all) {
			first = with(first, failure(each));
		}
		if (first != null) {
			throw first;
		}
	}

	private static @Nullable IOException failure(Closeable closeable) {
		try {
			closeable.close();
			return null;
		}
		catch (IOException ex) {
			return ex;
		}
	}

	private static @Nullable IOException with(@Nullable IOException first, @Nullable IOException next) {
		if (first != null && next != null) {
			first.addSuppressed(next);
		}
		return (first != null) ? first : next;
	}

}
