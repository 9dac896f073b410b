package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * A knowledge base without its source.
 *
 * @param id the id
 * @param type where the text is from
 * @param name the name
 * @param description what it is about, or {@code null}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record KnowledgeBaseSummary(String id, KnowledgeBaseType type, String name, @Nullable String description,
		@UnknownFields Map<String, Object> additionalProperties) {

	public KnowledgeBaseSummary {
		additionalProperties = Values.map(additionalProperties);
	}

}
