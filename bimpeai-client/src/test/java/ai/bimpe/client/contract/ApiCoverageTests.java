package ai.bimpe.client.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the methods of both faces and the operations of the contract are the same,
 * and keeps the table of them in the documentation.
 */
class ApiCoverageTests {

	private static final String WRITE = "bimpeai.docs.write";

	private static final Path TABLE = Path.of("../docs/api-coverage.md");

	@BeforeAll
	static void write() throws IOException {
		if (Boolean.getBoolean(WRITE)) {
			Files.createDirectories(TABLE.getParent());
			Files.writeString(TABLE, table());
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { BimpeAI.class, ReactiveBimpeAI.class })
	void everyOperationOfTheContractHasAMethod(Class<?> face) {
		assertThat(methods(face).keySet()).isEqualTo(new TreeSet<>(ApiContract.operations().keySet()));
	}

	@ParameterizedTest
	@ValueSource(classes = { BimpeAI.class, ReactiveBimpeAI.class })
	void everyMethodNamesAnOperationOfTheContract(Class<?> face) {
		assertThat(Faces.operationsOf(face)).filteredOn((method) -> !method.isEscapeHatch())
			.isNotEmpty()
			.allSatisfy(
					(method) -> assertThat(method.ids()).isNotEmpty().isSubsetOf(ApiContract.operations().keySet()));
	}

	@ParameterizedTest
	@ValueSource(classes = { BimpeAI.class, ReactiveBimpeAI.class })
	void noOperationHasTwoMethods(Class<?> face) {
		assertThat(methods(face)).allSatisfy((id, paths) -> assertThat(paths).hasSize(1));
	}

	@Test
	void bothFacesNameAnOperationAlike() {
		assertThat(methods(BimpeAI.class)).isEqualTo(methods(ReactiveBimpeAI.class));
	}

	@Test
	void everyOperationIsTriedByHand() {
		TreeSet<String> tried = OperationCases.all()
			.map(OperationCase::id)
			.collect(Collectors.toCollection(TreeSet::new));
		tried.addAll(List.of("streamMessages", "streamMessagesAtEarlierPath"));
		assertThat(tried).isEqualTo(new TreeSet<>(ApiContract.operations().keySet()));
	}

	@Test
	void tableIsCurrent() throws IOException {
		assertThat(Files.exists(TABLE) ? Files.readString(TABLE) : "")
			.as("docs/api-coverage.md, which this writes anew: mvn -pl bimpeai-client -am test "
					+ "-Dtest=ApiCoverageTests -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true")
			.isEqualTo(table());
	}

	private static Map<String, List<String>> methods(Class<?> face) {
		Map<String, List<String>> methods = new TreeMap<>();
		for (FaceOperation method : Faces.operationsOf(face)) {
			for (String id : method.ids()) {
				methods.merge(id, List.of(method.path()), (left, right) -> List.of(left.get(0), right.get(0)));
			}
		}
		return methods;
	}

	private static String table() {
		StringBuilder table = new StringBuilder("""
				# API coverage

				Every operation of the Console API, in the order of the contract, and the methods that call it.
				Paths stand behind `/api/v1/console`. What only the earlier API has is marked; its stream is opened with
				`StreamOptions.atEarlierPath(true)`.
				A test makes this page from the contract and from the client, and fails when it is out of date.

				| Operation | Request | `BimpeAI` | `ReactiveBimpeAI` | API |
				|---|---|---|---|---|
				""");
		for (ApiOperation operation : ApiContract.operations().values()) {
			table.append("| `")
				.append(operation.id())
				.append("` | `")
				.append(operation.method())
				.append(' ')
				.append(operation.path().substring(ApiOperation.PREFIX.length()))
				.append("` | ")
				.append(cell(BimpeAI.class, operation))
				.append(" | ")
				.append(cell(ReactiveBimpeAI.class, operation))
				.append(" | ")
				.append(operation.isEarlier() ? "earlier" : "current")
				.append(" |\n");
		}
		return table.toString();
	}

	private static String cell(Class<?> face, ApiOperation operation) {
		return Faces.operationsOf(face)
			.stream()
			.filter((method) -> method.ids().contains(operation.id()))
			.map((method) -> "`" + simpleNames(method.method().getGenericReturnType().getTypeName()) + " "
					+ method.path() + "`")
			.collect(Collectors.joining(", "));
	}

	private static String simpleNames(String typeName) {
		return typeName.replaceAll("[\\w.]+\\.(\\w+)", "$1");
	}

}
