package ai.bimpe.client.agents;

import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Where a knowledge base has its text from. The set is open: a value this version does
 * not know is kept as it came.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record KnowledgeBaseType(@JsonValue String value) {

	/** A text that was sent. */
	public static final KnowledgeBaseType TEXT = new KnowledgeBaseType("text");

	/** A web page. */
	public static final KnowledgeBaseType URL = new KnowledgeBaseType("url");

	private static final Set<KnowledgeBaseType> KNOWN = Set.of(TEXT, URL);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the type
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static KnowledgeBaseType of(String value) {
		return new KnowledgeBaseType(value);
	}

	/**
	 * Return whether this version of the client knows the value.
	 * @return {@code true} for the constants of this class
	 */
	public boolean isKnown() {
		return KNOWN.contains(this);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
