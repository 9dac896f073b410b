package ai.bimpe.client.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import ai.bimpe.simulator.Simulator;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The contract of the Console API, as the simulator carries it.
 */
final class ApiContract {

	private static final JsonNode ROOT = load();

	private static final Map<String, ApiOperation> OPERATIONS = readOperations();

	private ApiContract() {
	}

	static Map<String, ApiOperation> operations() {
		return OPERATIONS;
	}

	static ApiOperation operation(String id) {
		return Objects.requireNonNull(OPERATIONS.get(id), () -> "The contract has no operation " + id);
	}

	static JsonNode schemas() {
		return ROOT.path("components").path("schemas");
	}

	static boolean hasSchema(String name) {
		return schemas().has(name);
	}

	static JsonNode schema(String name) {
		return Objects.requireNonNull(schemas().get(name), () -> "The contract has no schema " + name);
	}

	static JsonNode resolve(JsonNode node) {
		String reference = node.path("$ref").asString("");
		return reference.isEmpty() ? node : resolve(ROOT.at(reference.substring(1)));
	}

	private static Map<String, ApiOperation> readOperations() {
		Map<String, ApiOperation> operations = new LinkedHashMap<>();
		ROOT.path("paths").properties().forEach((path) -> path.getValue().properties().forEach((method) -> {
			String id = method.getValue().path("operationId").asString("");
			if (!id.isEmpty()) {
				operations.put(id, new ApiOperation(id, method.getKey().toUpperCase(Locale.ROOT), path.getKey(),
						method.getValue()));
			}
		}));
		return operations;
	}

	private static JsonNode load() {
		try (InputStream yaml = Objects.requireNonNull(Simulator.class.getResourceAsStream("console-api.yaml"))) {
			return new YAMLMapper().readTree(yaml.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
