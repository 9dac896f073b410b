package ai.bimpe.client.agents;

import java.util.Set;

import ai.bimpe.client.core.OpenEnum;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Where a knowledge base has its text from.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record KnowledgeBaseType(@JsonValue String value) implements OpenEnum {

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

	@Override
	public boolean isKnown() {
		return KNOWN.contains(this);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
