package ai.bimpe.documentation;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

import ai.bimpe.documentation.MarkdownFile.CodeBlock;

/**
 * A Java block as a source file. Whole types are compiled as they are; methods become
 * those of a class that extends {@link JavaBlockVariables}, and statements the body of
 * one. All that is put before the code stands on the first line, so that lines can be
 * told apart.
 */
final class JavaBlockSource extends SimpleJavaFileObject {

	private static final List<String> PACKAGES = List.of("ai.bimpe.client", "ai.bimpe.client.agents",
			"ai.bimpe.client.calls", "ai.bimpe.client.conversations", "ai.bimpe.client.core", "ai.bimpe.client.errors",
			"ai.bimpe.client.phonenumbers", "ai.bimpe.client.stream", "ai.bimpe.client.workflows",
			"ai.bimpe.samples.booking", "ai.bimpe.simulator", "ai.bimpe.simulator.core",
			"ai.bimpe.spring.boot.autoconfigure", "ai.bimpe.spring.stream", "ai.bimpe.spring.stream.checkpoint",
			"ai.bimpe.spring.stream.cluster", "ai.bimpe.spring.stream.listener", "ai.bimpe.spring.boot.test",
			"java.time", "java.util", "org.junit.jupiter.api", "org.mockito",
			"org.springframework.beans.factory.annotation", "org.springframework.boot",
			"org.springframework.boot.autoconfigure", "org.springframework.boot.test.context",
			"org.springframework.context", "org.springframework.context.annotation",
			"org.springframework.context.event", "org.springframework.http", "org.springframework.stereotype",
			"org.springframework.test.context.bean.override.mockito", "reactor.core.publisher");

	private static final List<String> STATIC = List.of("ai.bimpe.client.core.RequestOption.*",
			"ai.bimpe.spring.boot.test.BimpeAIAssertions.assertThat", "ai.bimpe.spring.boot.test.BimpeAIFixtures.*",
			"org.assertj.core.api.Assertions.assertThat", "org.assertj.core.api.Assertions.assertThatExceptionOfType",
			"org.mockito.ArgumentMatchers.any", "org.mockito.BDDMockito.given", "org.mockito.Mockito.mock",
			"org.mockito.Mockito.verify");

	private static final Pattern IMPORT = Pattern.compile("^import [^;]+;", Pattern.MULTILINE);

	private static final Pattern TYPE = Pattern
		.compile("^((public|final|abstract|sealed) )*(class|interface|record|enum|@interface) \\w+", Pattern.MULTILINE);

	private static final Pattern METHOD = Pattern.compile("^(@\\w+.*|[\\w<>.]+ \\w+\\([^;]*\\) \\{)$",
			Pattern.MULTILINE);

	private final CodeBlock block;

	private final String source;

	JavaBlockSource(int number, CodeBlock block) {
		super(URI.create("string:///docs/block" + number + "/Block.java"), Kind.SOURCE);
		this.block = block;
		this.source = source("docs.block" + number, block.text());
	}

	private static String source(String packageName, String code) {
		StringBuilder head = new StringBuilder("package " + packageName + "; ");
		Matcher imports = IMPORT.matcher(code);
		while (imports.find()) {
			head.append(imports.group()).append(' ');
		}
		head.append(PACKAGES.stream().map((name) -> "import " + name + ".*; ").collect(Collectors.joining()));
		head.append("import org.springframework.context.event.EventListener; ");
		head.append(STATIC.stream().map((name) -> "import static " + name + "; ").collect(Collectors.joining()));
		String body = IMPORT.matcher(code).replaceAll("");
		if (TYPE.matcher(body).find()) {
			return head + "\n" + body;
		}
		head.append("abstract class Block extends " + JavaBlockVariables.class.getName() + " { ");
		if (METHOD.matcher(body).find()) {
			return head + "\n" + body + "\n}";
		}
		return head + "void run() throws Exception {\n" + body + "\n}}";
	}

	@Override
	public CharSequence getCharContent(boolean ignoreEncodingErrors) {
		return this.source;
	}

	// A public type of a block need not be named like the file.
	@Override
	public boolean isNameCompatible(String simpleName, Kind kind) {
		return kind == Kind.SOURCE;
	}

	/**
	 * Return a message of the compiler with the place on the page.
	 */
	static String describe(Diagnostic<? extends JavaFileObject> diagnostic) {
		if (!(diagnostic.getSource() instanceof JavaBlockSource source)) {
			return diagnostic.toString();
		}
		long line = source.block.line() + diagnostic.getLineNumber() - 2;
		return source.block.path() + ":" + line + ": " + diagnostic.getMessage(null);
	}

}
