package ai.bimpe.documentation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import ai.bimpe.documentation.MarkdownFile.CodeBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the code, the properties and the links of the documentation.
 */
class DocumentationTests {

	private static final Set<String> CHECKED = Set.of("java", "yaml", "properties", "xml", "shell");

	/** What looks like code of one of these languages. */
	private static final Pattern CODE = Pattern
		.compile("\\s*(mvn|java|curl|cd|benchmarks/\\w+) .*|.*[;{]\\s*|\\s*@\\w+.*|[a-z][\\w.-]*=\\S*|\\s*<\\w+>.*");

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
	void everyBlockOfPropertiesHoldsKnownOnes() throws IOException {
		ConfigurationMetadata metadata = ConfigurationMetadata.read();
		List<CodeBlock> blocks = MarkdownFile.blocksForUsers("properties");
		assertThat(blocks).isNotEmpty();
		assertThat(blocks.stream().flatMap(metadata::problems)).isEmpty();
	}

	@Test
	void everyBlockOfXmlNamesWhatThisBuildMakes() throws IOException {
		MavenBlockChecker checker = new MavenBlockChecker();
		List<CodeBlock> blocks = MarkdownFile.blocksForUsers("xml");
		assertThat(blocks).isNotEmpty();
		assertThat(blocks.stream().flatMap((block) -> checker.problems(block.text()).stream())).isEmpty();
	}

	@Test
	void everyCommandNamesWhatIsThere() throws IOException {
		CommandChecker checker = new CommandChecker();
		List<String> all = MarkdownFile.all()
			.stream()
			.flatMap((file) -> Stream.concat(file.blocks("shell").map(CodeBlock::text),
					CommandChecker.inline(file.prose()).stream()))
			.toList();
		assertThat(all).hasSizeGreaterThan(10);
		assertThat(all.stream().flatMap((command) -> checker.problems(command).stream())).isEmpty();
	}

	@Test
	void noCodeIsLeftUnchecked() throws IOException {
		assertThat(MarkdownFile.all().stream().flatMap((file) -> file.blocks().stream())).filteredOn(this::isUnchecked)
			.isEmpty();
	}

	@Test
	void codeThatIsNotCheckedIsNoticed() {
		assertThat(List.of("mvn verify", "int a = 1;", "@Bean", "bimpeai.timeout=5s", "<dependency>"))
			.allMatch((line) -> isUnchecked(new CodeBlock("docs/x.md", "text", 1, List.of("Some words", line))));
		assertThat(List.of("", "json", "sh", "kotlin"))
			.allMatch((language) -> isUnchecked(new CodeBlock("docs/x.md", language, 1, List.of("Some words"))));
		assertThat(isUnchecked(new CodeBlock("docs/x.md", "text", 1, List.of("Some words")))).isFalse();
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
	void commandsThatNameWhatIsNotThereAreProblems() {
		assertThat(new CommandChecker().problems("""
				mvn -ntp -Pnothing -pl samples/nothing -am tset -Dtest=NoTests -Dbimpeai.nothing=true
				X=1 java -jar samples/quickstart/target/quick.jar && benchmarks/nothing
				benchmarks/run --slow \\
				  --quick
				rm x
				""")).containsExactly("there is no profile nothing", "there is no module samples/nothing",
				"there is no goal tset", "there is no test NoTests", "nothing reads bimpeai.nothing",
				"there is no program benchmarks/nothing", "benchmarks/run knows no --slow", "there is no check for rm",
				"samples/quickstart makes no quick.jar");
	}

	@Test
	void dependenciesOnWhatIsNotThereAreProblems() {
		String dependency = "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>1</version></dependency>";
		MavenBlockChecker checker = new MavenBlockChecker();
		assertThat(checker.problems(dependency.formatted("ai.bimpe", "nothing")))
			.containsExactly("there is no ai.bimpe:nothing");
		assertThat(checker.problems(dependency.formatted("org.example", "x")))
			.containsExactly("there is no org.example:x");
		assertThat(checker.problems(dependency.formatted("ai.bimpe", "bimpeai-client"))).singleElement()
			.asString()
			.endsWith(", not 1");
		assertThat(checker.problems("<a>")).singleElement().asString().startsWith("no XML");
	}

	@Test
	void brokenLinksNameThePage() {
		List<String> page = List.of("# A title, with `code`", "[a](#a-title-with-code) [b](#b) [c](https://x.example)",
				"[d](docs/missing.md) [e](docs/api.md)", "```", "[f](g)", "```");
		assertThat(MarkdownFile.parse("README.md", page).brokenLinks()).containsExactly("README.md:2: #b leads nowhere",
				"README.md:3: docs/missing.md leads nowhere");
	}

	// What is no text in a language that is checked, or text that looks like one.
	private boolean isUnchecked(CodeBlock block) {
		return block.language().equals("text") ? block.lines().stream().anyMatch(CODE.asMatchPredicate())
				: !CHECKED.contains(block.language());
	}

	private List<String> compile(List<CodeBlock> blocks) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		List<JavaBlockSource> sources = new ArrayList<>();
		blocks.forEach((block) -> sources.add(new JavaBlockSource(sources.size(), block)));
		List<String> options = List.of("-d", this.output.toString(), "-classpath",
				System.getProperty("java.class.path"), "-proc:none", "-parameters",
				"-Xlint:deprecation,unchecked,rawtypes", "-Xmaxerrs", "1000");
		try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
			compiler.getTask(null, files, diagnostics, options, null, sources).call();
		}
		return diagnostics.getDiagnostics().stream().map(JavaBlockSource::describe).toList();
	}

}
