package ai.bimpe.client.agents;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * A knowledge base: text that grounds the answers of an agent.
 *
 * @param id the id
 * @param type where the text is from
 * @param name the name
 * @param description what it is about, or {@code null}
 * @param url the address of the web page, or {@code null}
 * @param content the text, which for a web page may be what the server found there, or
 * {@code null}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record KnowledgeBase(String id, KnowledgeBaseType type, String name, @Nullable String description,
		@Nullable String url, @Nullable String content, @UnknownFields Map<String, Object> additionalProperties) {

	public KnowledgeBase {
		additionalProperties = Values.map(additionalProperties);
	}

}
