package ai.bimpe.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles with the class path of the tests and without options that a reader would have
 * to set: names of parameters are not kept, which Maven and Gradle of a Spring Boot
 * application do.
 */
final class SourceCompiler {

	private SourceCompiler() {
	}

	/**
	 * Compile sources.
	 * @param sources the sources
	 * @param output the directory for the classes
	 * @return the errors and warnings
	 */
	static List<Diagnostic<? extends JavaFileObject>> compile(List<? extends JavaFileObject> sources, Path output) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		List<String> options = List.of("-d", output.toString(), "-classpath", System.getProperty("java.class.path"),
				"-proc:none", "-Xlint:deprecation,unchecked,rawtypes", "-Xmaxerrs", "1000");
		try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
			compiler.getTask(null, files, diagnostics, options, null, sources).call();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return diagnostics.getDiagnostics();
	}

	/**
	 * Return a text as the source of a class.
	 * @param className the full name of the class
	 * @param text the text
	 */
	static JavaFileObject source(String className, String text) {
		return new SimpleJavaFileObject(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return text;
			}

		};
	}

}
