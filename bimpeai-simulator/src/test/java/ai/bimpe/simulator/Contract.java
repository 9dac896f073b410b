package ai.bimpe.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The contract of the Console API, as the simulator carries it.
 */
final class Contract {

	private final JsonNode root;

	private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	private final Map<String, Operation> operations = new LinkedHashMap<>();

	private final Map<String, Schema> schemas = new LinkedHashMap<>();

	Contract() {
		try (InputStream yaml = Objects.requireNonNull(Simulator.class.getResourceAsStream("console-api.yaml"))) {
			this.root = new YAMLMapper().readTree(yaml.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.root.path("paths").properties().forEach((path) -> path.getValue().properties().forEach((operation) -> {
			String id = operation.getValue().path("operationId").asString("");
			if (!id.isEmpty()) {
				this.operations.put(id, new Operation(id, operation.getKey().toUpperCase(Locale.ROOT), path.getKey(),
						operation.getValue()));
			}
		}));
	}

	Map<String, Operation> operations() {
		return this.operations;
	}

	/**
	 * Return what is wrong with an answer.
	 */
	List<String> problems(String operationId, int status, @Nullable String contentType, byte[] body) {
		JsonNode responses = Objects.requireNonNull(this.operations.get(operationId)).json().path("responses");
		JsonNode response = responses.path(Integer.toString(status));
		if (response.isMissingNode()) {
			response = responses.path("default");
			if (response.isMissingNode() || status < 400) {
				return List.of("status " + status + " is not documented");
			}
		}
		response = resolve(response);
		if (body.length == 0) {
			return List.of();
		}
		String type = String.valueOf(contentType).split(";", 2)[0];
		JsonNode schema = response.path("content").path(type).path("schema");
		if (schema.isMissingNode()) {
			return List.of("content type " + type + " is not documented for status " + status);
		}
		return problems(operationId + " " + status, schema, new String(body, StandardCharsets.UTF_8));
	}

	/**
	 * Return what is wrong with an event of a stream.
	 */
	List<String> eventProblems(String operationId, String type, String data) {
		JsonNode schema = Objects.requireNonNull(this.operations.get(operationId))
			.json()
			.path("responses")
			.path("200")
			.path("x-sse-events")
			.path(type);
		return schema.isMissingNode() ? List.of("event " + type + " is not documented")
				: problems(operationId + " " + type, schema, data);
	}

	private List<String> problems(String name, JsonNode schema, String json) {
		return schema(name, schema)
			.validate(json, InputFormat.JSON,
					(context) -> context.executionConfig((config) -> config.formatAssertionsEnabled(true)))
			.stream()
			.map(String::valueOf)
			.toList();
	}

	private Schema schema(String name, JsonNode schema) {
		return this.schemas.computeIfAbsent(name, (key) -> {
			ObjectNode whole = ((ObjectNode) schema).deepCopy();
			whole.putObject("components").set("schemas", this.root.path("components").path("schemas"));
			return this.registry.getSchema(whole);
		});
	}

	private JsonNode resolve(JsonNode node) {
		String reference = node.path("$ref").asString("");
		return reference.isEmpty() ? node : this.root.at(reference.substring(1));
	}

	/**
	 * An operation of the contract.
	 */
	record Operation(String id, String method, String path, JsonNode json) {

	}

}
