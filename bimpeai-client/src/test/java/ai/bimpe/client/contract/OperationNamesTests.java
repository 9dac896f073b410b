package ai.bimpe.client.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the documentation of every operation names it as the contract does.
 */
class OperationNamesTests {

	private static final Path SOURCES = Path.of("src/main/java/ai/bimpe/client");

	private static final Pattern NAMED = Pattern
		.compile("\\(\\{@code (\\w+)\\}\\)(?:(?!\\*/).)*\\*/\\s+public [\\w<>]+ (\\w+)\\(", Pattern.DOTALL);

	private final Map<String, Set<String>> blocking = new TreeMap<>();

	private final Map<String, Set<String>> reactive = new TreeMap<>();

	OperationNamesTests() throws IOException {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			for (Path file : files.filter((path) -> path.toString().endsWith(".java")).toList()) {
				String resource = file.getFileName().toString().replace(".java", "");
				boolean isReactive = resource.startsWith("Reactive");
				Set<String> operations = operations(Files.readString(file));
				if (!operations.isEmpty()) {
					(isReactive ? this.reactive : this.blocking).put(resource.replaceFirst("^Reactive", ""),
							operations);
				}
			}
		}
	}

	@Test
	void bothFacesNameTheSameOperations() {
		assertThat(this.blocking).isEqualTo(this.reactive);
	}

	@Test
	void everyOperationIsNamedAndTried() {
		Set<String> named = this.reactive.values()
			.stream()
			.flatMap(Set::stream)
			.map((operation) -> operation.substring(0, operation.indexOf(' ')))
			.collect(Collectors.toCollection(TreeSet::new));
		Set<String> tried = OperationCases.all().map(OperationCase::id).collect(Collectors.toCollection(TreeSet::new));
		tried.add("streamMessages");
		assertThat(named).isEqualTo(tried);
	}

	private static Set<String> operations(String source) {
		Set<String> operations = new TreeSet<>();
		Matcher matcher = NAMED.matcher(source);
		while (matcher.find()) {
			operations.add(matcher.group(1) + " " + matcher.group(2));
		}
		return operations;
	}

}
