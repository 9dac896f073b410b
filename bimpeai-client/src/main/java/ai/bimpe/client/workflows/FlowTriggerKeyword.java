package ai.bimpe.client.workflows;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;
import org.jspecify.annotations.Nullable;

/**
 * A keyword that can start a flow.
 *
 * @param keyword the keyword
 * @param weight how strongly it points to the flow, or {@code null}
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record FlowTriggerKeyword(String keyword, @Nullable FlowKeywordWeight weight,
		@UnknownFields Map<String, Object> additionalProperties) {

	public FlowTriggerKeyword {
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Create a keyword.
	 * @param keyword the keyword
	 * @return the keyword, its weight left to the server
	 */
	public static FlowTriggerKeyword of(String keyword) {
		return new FlowTriggerKeyword(keyword, null, Map.of());
	}

	/**
	 * Create a keyword with a weight.
	 * @param keyword the keyword
	 * @param weight how strongly it points to the flow
	 * @return the keyword
	 */
	public static FlowTriggerKeyword of(String keyword, FlowKeywordWeight weight) {
		return new FlowTriggerKeyword(keyword, weight, Map.of());
	}

}
