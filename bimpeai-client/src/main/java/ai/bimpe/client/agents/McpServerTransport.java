package ai.bimpe.client.agents;

import java.util.Set;

import ai.bimpe.client.core.OpenEnum;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Transport spoken with an MCP server.
 *
 * @param value the value on the wire
 * @since 0.1.0
 */
public record McpServerTransport(@JsonValue String value) implements OpenEnum {

	/** HTTP with Server-Sent Events. */
	public static final McpServerTransport HTTP_SSE = new McpServerTransport("http_sse");

	/** Streamable HTTP. */
	public static final McpServerTransport STREAMABLE_HTTP = new McpServerTransport("streamable_http");

	private static final Set<McpServerTransport> KNOWN = Set.of(HTTP_SSE, STREAMABLE_HTTP);

	/**
	 * Create from the value on the wire.
	 * @param value the value on the wire
	 * @return the transport
	 */
	@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
	public static McpServerTransport of(String value) {
		return new McpServerTransport(value);
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
