package ai.bimpe.documentation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
	void everyJavaBlockCompilesWithTheImportsOfItsPage() throws IOException {
		List<MarkdownFile> pages = MarkdownFile.forUsers();
		assertThat(pages).isNotEmpty();
		assertThat(compile(pages)).isEmpty();
	}

	@Test
	void everyImportOfPageIsNeeded() throws IOException {
		assertThat(javaPages().flatMap((page) -> page.unusedImports().stream())).isEmpty();
	}

	@Test
	void everyPageSaysWhichBeansItsCodeUses() throws IOException {
		assertThat(javaPages().flatMap((page) -> page.unexplainedVariables().stream())).isEmpty();
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
		assertThat(blocks.stream().flatMap((block) -> located(block, checker.problems(block.text())))).isEmpty();
	}

	@Test
	void everyBlockOfGradleNamesWhatThisBuildMakes() throws IOException {
		GradleBlockChecker checker = new GradleBlockChecker();
		List<CodeBlock> blocks = MarkdownFile.blocksForUsers("kotlin");
		assertThat(blocks).isNotEmpty();
		assertThat(blocks.stream().flatMap((block) -> located(block, checker.problems(block.text())))).isEmpty();
	}

	@Test
	void everyBlockOfMavenHasItsTwinForGradle() throws IOException {
		assertThat(MarkdownFile.forUsers().stream().flatMap((page) -> BuildTwins.problems(page).stream())).isEmpty();
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
		assertThat(List.of("", "json", "sh", "kotlin", "groovy"))
			.allMatch((language) -> isUnchecked(new CodeBlock("docs/x.md", language, 1, List.of("Some words"))));
		assertThat(isUnchecked(new CodeBlock("docs/x.md", "text", 1, List.of("Some words")))).isFalse();
	}

	@Test
	void everyLinkLeadsSomewhere() throws IOException {
		assertThat(MarkdownFile.all().stream().flatMap((file) -> file.brokenLinks().stream())).isEmpty();
	}

	@Test
	void compilerMessagesNameThePlaceOnThePage() {
		List<String> page = List.of("# Title", "", "```java", "int a = 1;", "int b = bimpeai;", "```", "```java",
				"import java.util.concurrent.Flow;", "class Whole { Flow f; }", "class Wrong extends Missing { }",
				"```", "```java", "@EventListener", "void on(MessageReceivedEvent event) {", "\tnobody();", "}", "```");
		List<String> before = List.of("```java", "import ai.bimpe.spring.stream.MessageReceivedEvent;",
				"import org.springframework.context.event.EventListener;", "```");
		List<String> lines = Stream.concat(page.stream(), before.stream()).toList();
		assertThat(compile(List.of(MarkdownFile.parse("docs/x.md", lines)))).satisfiesExactlyInAnyOrder(
				(message) -> assertThat(message).startsWith("docs/x.md:5: incompatible types"),
				(message) -> assertThat(message).startsWith("docs/x.md:10: cannot find symbol"),
				(message) -> assertThat(message).startsWith("docs/x.md:15: cannot find symbol"));
	}

	@Test
	void importsComeFromTheBlockOrItsPageAndFromNowhereElse() {
		List<String> lines = List.of("```java", "import java.time.Duration;", "```", "```java",
				"Duration known = Duration.ZERO;", "Instant unknown = null;", "```", "```java",
				"import java.time.Instant;", "Instant known = null;", "```", "```java", "class Desk { }", "```",
				"```java", "Desk desk = new Desk();", "```", "```java", "class Desk { Nothing nothing; }", "```");
		List<MarkdownFile> pages = List.of(MarkdownFile.parse("docs/x.md", lines), MarkdownFile.parse("docs/y.md",
				List.of("```java", "Duration of = null;", "```", "```java", "Desk elsewhere;", "```")));
		assertThat(compile(pages)).satisfiesExactlyInAnyOrder(
				(message) -> assertThat(message).startsWith("docs/x.md:6: cannot find symbol").contains("Instant"),
				(message) -> assertThat(message).startsWith("docs/x.md:19: cannot find symbol").contains("Nothing"),
				(message) -> assertThat(message).startsWith("docs/y.md:2: cannot find symbol").contains("Duration"),
				(message) -> assertThat(message).startsWith("docs/y.md:5: cannot find symbol").contains("Desk"));
	}

	@Test
	void importsThatNothingNeedsAreNoticed() {
		List<String> lines = List.of("```java", "import java.time.Duration;", "import java.time.*;",
				"import java.util.concurrent.*;", "import static java.util.Map.*;", "import static java.util.Set.*;",
				"```", "```java", "import java.util.List;", "Instant known = copyOf(\"Duration List\");", "```");
		assertThat(new JavaPage(MarkdownFile.parse("docs/x.md", lines)).unusedImports()).containsExactlyInAnyOrder(
				"docs/x.md: nothing needs import java.time.Duration;",
				"docs/x.md: nothing needs import java.util.concurrent.*;",
				"docs/x.md: nothing needs import java.util.List;");
	}

	@Test
	void variablesThatPageDoesNotExplainAreNoticed() {
		List<String> lines = List.of("`streams` is a bean.", "```java", "streams.all();",
				"reactive.agents().retrieve(agentId);", "```");
		assertThat(new JavaPage(MarkdownFile.parse("docs/x.md", lines)).unexplainedVariables())
			.containsExactly("docs/x.md does not say what reactive is");
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
	void dependenciesOnWhatIsNotThereAreProblemsForGradle() {
		assertThat(new GradleBlockChecker().problems("""
				plugins {
				    id("org.springframework.boot") version "1"
				}
				dependencyManagement {
				    imports {
				        mavenBom("ai.bimpe:bimpeai-client:2")
				    }
				}
				dependencies {
				    implementation("ai.bimpe:nothing:3")
				    implementation("ai.bimpe:bimpeai-simulator:4")
				    implementation("ai.bimpe:bimpeai-bom")
				    runtimeOnly("ai.bimpe:bimpeai-spring-boot-starter-test")
				    testImplementation("org.example:x:5")
				    compile("ai.bimpe:bimpeai-client")
				}
				""")).satisfiesExactlyInAnyOrder(
				(problem) -> assertThat(problem).startsWith("org.springframework.boot has the version "),
				(problem) -> assertThat(problem).isEqualTo("bimpeai-client is no BOM"),
				(problem) -> assertThat(problem).startsWith("bimpeai-client has the version "),
				(problem) -> assertThat(problem).isEqualTo("there is no ai.bimpe:nothing"),
				(problem) -> assertThat(problem).startsWith("bimpeai-simulator has the version "),
				(problem) -> assertThat(problem).isEqualTo("bimpeai-simulator must be developmentOnly"),
				(problem) -> assertThat(problem).isEqualTo("bimpeai-bom has no version, and no BOM manages it"),
				(problem) -> assertThat(problem)
					.isEqualTo("bimpeai-spring-boot-starter-test must be testImplementation"),
				(problem) -> assertThat(problem).isEqualTo("there is no org.example:x"),
				(problem) -> assertThat(problem).isEqualTo("bimpeai-client must be implementation"));
		assertThat(new GradleBlockChecker().problems("val x = 1")).containsExactly("no dependencies or plugins");
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
		return switch (block.language()) {
			case "text" -> block.lines().stream().anyMatch(CODE.asMatchPredicate());
			case "kotlin" -> !GradleBlockChecker.isScript(block.text());
			default -> !CHECKED.contains(block.language());
		};
	}

	private static Stream<String> located(CodeBlock block, List<String> problems) {
		return problems.stream().map((problem) -> block.path() + ":" + block.line() + ": " + problem);
	}

	private static Stream<JavaPage> javaPages() throws IOException {
		return MarkdownFile.forUsers().stream().map(JavaPage::new);
	}

	private List<String> compile(List<MarkdownFile> pages) {
		List<JavaBlockSource> sources = new ArrayList<>();
		pages.forEach((page) -> sources.addAll(new JavaPage(page).sources("docs.source" + sources.size())));
		return SourceCompiler.compile(sources, this.output).stream().map(JavaBlockSource::describe).toList();
	}

}
