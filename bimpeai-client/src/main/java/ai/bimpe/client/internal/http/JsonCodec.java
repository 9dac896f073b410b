package ai.bimpe.client.internal.http;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.OddAnswers;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The client's own JSON: never the mapper of the application, so that its settings cannot
 * change the wire format. Readers are prepared once a type.
 *
 * @since 0.1.0
 */
public final class JsonCodec {

	private static final int INITIAL_SIZE = 512;

	private final JsonMapper mapper;

	private final ObjectReader treeReader;

	private final Map<Type, ObjectReader> envelopeReaders = new ConcurrentHashMap<>();

	/**
	 * Create.
	 * @param customizer changes the mapper last
	 */
	public JsonCodec(Consumer<JsonMapper.Builder> customizer) {
		JsonMapper.Builder builder = JsonMapper.builder()
			.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
			.changeDefaultPropertyInclusion((value) -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
			// Some workflow bodies hold raw control characters inside of texts ...
			.enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
			// ... and empty arrays in place of objects.
			.enable(DeserializationFeature.ACCEPT_EMPTY_ARRAY_AS_NULL_OBJECT)
			.addModule(new SimpleModule().addDeserializer(Instant.class, new LenientInstantDeserializer())
				.setDeserializerModifier(new LenientFieldDeserializer.Modifier()));
		customizer.accept(builder);
		this.mapper = builder.build();
		// Made here, and not by the first event loops that need them: while Jackson makes
		// a reader, whoever needs another one waits for a lock.
		this.treeReader = this.mapper.readerFor(JsonNode.class);
		this.envelopeReaders.put(Object.class, envelopeReader(Object.class));
	}

	/**
	 * Return a prepared reader.
	 * @param type the type to read
	 * @param deserializer reads it
	 * @param <T> the type to read
	 * @return the reader
	 */
	public <T> ObjectReader reader(Class<T> type, ValueDeserializer<T> deserializer) {
		SimpleModule module = new SimpleModule().addDeserializer(type, deserializer);
		return this.mapper.rebuild().addModule(module).build().readerFor(type);
	}

	byte[] write(Object body) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_SIZE);
		try (WellFormedGenerator generator = new WellFormedGenerator(this.mapper.createGenerator(bytes))) {
			this.mapper.writeValue(generator, body);
			generator.check();
		}
		catch (JacksonException ex) {
			// The message of the cause may quote the body.
			throw new UserException("The body of type " + body.getClass().getName() + " cannot be written as JSON");
		}
		return bytes.toByteArray();
	}

	<T> @Nullable Envelope<T> readEnvelope(byte[] json, @Nullable Type dataType) {
		Type type = (dataType != null) ? dataType : Object.class;
		ObjectReader reader = this.envelopeReaders.computeIfAbsent(type, this::envelopeReader);
		return read(json, (bytes) -> reader.readValue(bytes));
	}

	JsonNode readTree(byte[] json) {
		return read(json, (bytes) -> this.treeReader.readValue(bytes));
	}

	// Bytes that are not UTF-8 cost their characters, as on a stream, and not the answer.
	private static <T extends @Nullable Object> T read(byte[] json, Function<byte[], T> reader) {
		try {
			return reader.apply(json);
		}
		catch (StreamReadException ex) {
			byte[] repaired = new String(json, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
			if (Arrays.equals(json, repaired)) {
				throw ex;
			}
			T answer = reader.apply(repaired);
			OddAnswers.report("An answer", "holds bytes that are not UTF-8: they are replaced, the rest is kept");
			return answer;
		}
	}

	// One at a time, as above.
	private synchronized ObjectReader envelopeReader(Type dataType) {
		JavaType data = this.mapper.constructType(dataType);
		return this.mapper.readerFor(this.mapper.getTypeFactory().constructParametricType(Envelope.class, data));
	}

}
