package ai.bimpe.spring.boot.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ai.bimpe.client.errors.ErrorCode;
import ai.bimpe.client.errors.ErrorResponse;
import ai.bimpe.client.errors.FieldError;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.simulator.Simulator;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;

/**
 * The examples of the contract as the client reads them.
 */
final class ExampleAnswers {

	static final String REQUEST_ID = "5e2c7d90-1a4f-4b3c-8e61-f90d27ab6c15";

	private static final RateLimit RATE_LIMIT = new RateLimit(120, 117, Instant.parse("2026-07-04T07:56:00Z"));

	private static final Map<Class<?>, Record> OTHERS = Map.of(RateLimit.class, RATE_LIMIT, FieldError.class,
			new FieldError("name", "should not be empty"), ErrorResponse.class,
			new ErrorResponse(500, ErrorCode.INTERNAL_ERROR, REQUEST_ID, "Something went wrong", List.of(), null,
					RATE_LIMIT, HttpHeaders.EMPTY, null));

	/** What the contract calls differently. */
	private static final Map<String, String> SCHEMAS = Map.of("PageMeta", "PaginationMeta", "StreamMessage",
			"StreamMessageEvent");

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	private ExampleAnswers() {
	}

	static <T extends Record> T of(Class<T> type) {
		Record other = OTHERS.get(type);
		if (other != null) {
			return type.cast(other);
		}
		String schema = SCHEMAS.getOrDefault(type.getSimpleName(), type.getSimpleName());
		JsonNode example = Contract.SCHEMAS.path(schema).path("example");
		if (!type.getPackageName().startsWith("ai.bimpe.client") || !example.isObject()) {
			throw new IllegalArgumentException(type.getName() + " is not what the client answers with");
		}
		return MAPPER.treeToValue(example, type);
	}

	/**
	 * Read when it is needed first.
	 */
	private static final class Contract {

		static final JsonNode SCHEMAS = read();

		private static JsonNode read() {
			LoaderOptions options = new LoaderOptions();
			try (InputStream in = Objects.requireNonNull(Simulator.class.getResourceAsStream("console-api.yaml"))) {
				Object contract = new Yaml(new SafeConstructor(options)).load(in);
				return MAPPER.valueToTree(contract).at("/components/schemas");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
