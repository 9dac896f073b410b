package ai.bimpe.client.internal.http;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;

import ai.bimpe.client.internal.OddAnswers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/**
 * Reads a field of a record of this client. A value that cannot be read costs its field,
 * which becomes {@code null} and is reported; what is no JSON still costs the answer. An
 * id costs its record, when that is an element of a list or the value of a field. Records
 * of the application are read as strictly as Jackson reads them.
 */
final class LenientFieldDeserializer extends DelegatingDeserializer {

	private static final String MODELS = "ai.bimpe.client.";

	private final @Nullable Field field;

	private LenientFieldDeserializer(ValueDeserializer<?> reader, @Nullable Field field) {
		super(reader);
		this.field = field;
	}

	@Override
	protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> reader) {
		return new LenientFieldDeserializer(reader, this.field);
	}

	@Override
	public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
		JavaType type = context.getContextualType();
		ValueDeserializer<?> reader = context.handleSecondaryContextualization(this._delegatee, property, type);
		Field read = Field.of(property, type);
		return (read != null) ? new LenientFieldDeserializer(reader, read) : reader;
	}

	@Override
	public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
		JsonToken first = parser.currentToken();
		int depth = parser.streamReadContext().getNestingDepth() - (first.isStructStart() ? 1 : 0);
		try {
			Object value = this._delegatee.deserialize(parser, context);
			if (value instanceof String text && text.isBlank()) {
				checkId(context, parser.streamReadContext().getParent());
			}
			return value;
		}
		catch (JacksonException ex) {
			if (this.field == null || this.field.isId() || !isOfTheValue(ex)) {
				throw ex;
			}
			while (parser.streamReadContext().getNestingDepth() > depth) {
				if (parser.nextToken() == null) {
					throw ex;
				}
			}
			this.field.report(first);
			return null;
		}
	}

	// What is no JSON, or does not arrive, has no rest that could be read.
	private static boolean isOfTheValue(JacksonException failure) {
		return failure instanceof InputCoercionException
				|| !(failure instanceof StreamReadException || failure instanceof JacksonIOException);
	}

	@Override
	public @Nullable Object getNullValue(DeserializationContext context) {
		checkId(context, context.getParser().streamReadContext().getParent());
		return super.getNullValue(context);
	}

	@Override
	public @Nullable Object getAbsentValue(DeserializationContext context) {
		checkId(context, context.getParser().streamReadContext());
		return super.getAbsentValue(context);
	}

	private void checkId(DeserializationContext context, @Nullable TokenStreamContext around) {
		if (this.field != null && this.field.isId() && around != null && around.inArray()) {
			context.reportInputMismatch(this, "no id");
		}
	}

	/**
	 * What is read.
	 *
	 * @param owner the record that has the field
	 * @param name the name of the field on the wire
	 * @param record the type of the value, or of an element of it, when that is a record
	 * with an id
	 * @param isId whether the field is the id of its record
	 */
	private record Field(Class<?> owner, String name, @Nullable Class<?> record, boolean isId) {

		static @Nullable Field of(@Nullable BeanProperty property, JavaType type) {
			if (property == null || !(property.getMember() instanceof AnnotatedParameter parameter)
					|| !isOurs(parameter.getDeclaringClass())) {
				return null;
			}
			Class<?> owner = parameter.getDeclaringClass();
			boolean data = owner == Envelope.class && property.getName().equals("data");
			// All there is: without it, there is no answer.
			if (data && (type.equals(property.getType()) || !isOurs(type.getRawClass()))) {
				return null;
			}
			boolean isId = property.getName().equals("id") && hasId(owner);
			return new Field(owner, property.getName(), hasId(type.getRawClass()) ? type.getRawClass() : null, isId);
		}

		private static boolean isOurs(Class<?> type) {
			return type.isRecord() && type.getName().startsWith(MODELS);
		}

		private static boolean hasId(Class<?> type) {
			return isOurs(type) && Arrays.stream(type.getRecordComponents()).anyMatch(Field::isRequiredId);
		}

		private static boolean isRequiredId(RecordComponent component) {
			return component.getName().equals("id")
					&& !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
		}

		void report(JsonToken first) {
			if (this.record != null) {
				OddAnswers.reportRecord(this.record, first);
			}
			else {
				OddAnswers.reportField(this.owner, this.name, first);
			}
		}

	}

	/**
	 * Makes every reader lenient where it reads a field.
	 */
	static final class Modifier extends ValueDeserializerModifier {

		private static final long serialVersionUID = 1L;

		@Override
		public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config,
				BeanDescription.Supplier description, ValueDeserializer<?> reader) {
			return new LenientFieldDeserializer(reader, null);
		}

		@Override
		public ValueDeserializer<?> modifyCollectionDeserializer(DeserializationConfig config, CollectionType type,
				BeanDescription.Supplier description, ValueDeserializer<?> reader) {
			return new LenientFieldDeserializer(reader, null);
		}

		@Override
		public ValueDeserializer<?> modifyMapDeserializer(DeserializationConfig config, MapType type,
				BeanDescription.Supplier description, ValueDeserializer<?> reader) {
			return new LenientFieldDeserializer(reader, null);
		}

	}

}
