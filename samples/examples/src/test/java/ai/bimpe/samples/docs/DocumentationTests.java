package ai.bimpe.samples.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import ai.bimpe.samples.docs.MarkdownFile.CodeBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the code, the properties and the links of the documentation.
 */
class DocumentationTests {

	@TempDir
	private Path output = Path.of("");

	@Test
	void everyJavaBlockCompiles() throws IOException {
		List<CodeBlock> blocks = MarkdownFile.blocksForUsers("java");
		assertThat(blocks).isNotEmpty();
		assertThat(compile(blocks)).isEmpty();
	}

	@Test
	void everyYamlBlockHoldsKnownProperties() throws IOException {
		ConfigurationMetadata metadata = ConfigurationMetadata.read();
		assertThat(MarkdownFile.blocksForUsers("yaml").stream().flatMap(metadata::problems)).isEmpty();
	}

	@Test
	void everyLinkLeadsSomewhere() throws IOException {
		assertThat(MarkdownFile.all().stream().flatMap((file) -> file.brokenLinks().stream())).isEmpty();
	}

	@Test
	void compilerMessagesNameThePlaceOnThePage() throws IOException {
		List<String> page = List.of("# Title", "", "```java", "int a = 1;", "int b = bimpeai;", "```", "```java",
				"import java.util.concurrent.Flow;", "class Whole { Flow f; }", "class Wrong extends Missing { }",
				"```", "```java", "@EventListener", "void on(MessageReceivedEvent event) {", "\tnobody();", "}", "```");
		assertThat(compile(MarkdownFile.parse("docs/x.md", page).blocks())).satisfiesExactlyInAnyOrder(
				(message) -> assertThat(message).startsWith("docs/x.md:5: incompatible types"),
				(message) -> assertThat(message).startsWith("docs/x.md:10: cannot find symbol"),
				(message) -> assertThat(message).startsWith("docs/x.md:15: cannot find symbol"));
	}

	@Test
	void propertyProblemsNameThePage() throws IOException {
		CodeBlock block = new CodeBlock("docs/x.md", "yaml", 7,
				List.of("bimpeai:", "  time-out: 5s", "  connect-timeout: soon", "  max-retries: ${RETRIES}",
						"  streams:", "    desk: { agent: agt_1 }", "spring.application.name: x"));
		assertThat(ConfigurationMetadata.read().problems(block)).satisfiesExactlyInAnyOrder(
				(problem) -> assertThat(problem).startsWith("docs/x.md:7: ").contains("bimpeai.time-out"),
				(problem) -> assertThat(problem).contains("bimpeai.connect-timeout"),
				(problem) -> assertThat(problem).contains("bimpeai.streams"));
	}

	@Test
	void yamlThatCannotBeParsedIsAProblem() throws IOException {
		CodeBlock block = new CodeBlock("docs/x.md", "yaml", 7, List.of("bimpeai: [", "  x"));
		assertThat(ConfigurationMetadata.read().problems(block)).singleElement()
			.asString()
			.startsWith("docs/x.md:7: cannot be parsed");
	}

	@Test
	void brokenLinksNameThePage() {
		List<String> page = List.of("# A title, with `code`", "[a](#a-title-with-code) [b](#b) [c](https://x.example)",
				"[d](docs/missing.md) [e](docs/api.md)", "```", "[f](g)", "```");
		assertThat(MarkdownFile.parse("README.md", page).brokenLinks()).containsExactly("README.md:2: #b leads nowhere",
				"README.md:3: docs/missing.md leads nowhere");
	}

	private List<String> compile(List<CodeBlock> blocks) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		List<Snippet> snippets = new ArrayList<>();
		blocks.forEach((block) -> snippets.add(new Snippet(snippets.size(), block)));
		List<String> options = List.of("-d", this.output.toString(), "-classpath",
				System.getProperty("java.class.path"), "-proc:none", "-parameters",
				"-Xlint:deprecation,unchecked,rawtypes", "-Xmaxerrs", "1000");
		try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
			compiler.getTask(null, files, diagnostics, options, null, snippets).call();
		}
		return diagnostics.getDiagnostics().stream().map(Snippet::describe).toList();
	}

}
