package ai.bimpe.simulator.internal.stream;

import java.nio.charset.StandardCharsets;

import ai.bimpe.simulator.internal.faults.FaultOption;
import ai.bimpe.simulator.internal.faults.FaultSpec;
import ai.bimpe.simulator.internal.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds the text of an event stream, with the line ends that a fault may ask for.
 *
 * @since 0.1.0
 */
final class EventStreamEncoder {

	private final String lineEnd;

	EventStreamEncoder(FaultSpec fault) {
		String style = fault.text(FaultOption.LINE_END);
		this.lineEnd = "cr".equals(style) ? "\r" : ("crlf".equals(style) ? "\r\n" : "\n");
	}

	byte[] beginning(FaultSpec fault) {
		StringBuilder text = new StringBuilder();
		if (fault.has(FaultOption.BOM)) {
			text.append('\uFEFF');
		}
		String retry = fault.text(FaultOption.RETRY);
		if (retry != null) {
			text.append("retry: ").append(retry).append("\n\n");
		}
		return encode(text.toString());
	}

	byte[] message(String conversationId, ObjectNode message, boolean withId) {
		ObjectNode data = Json.object();
		data.set("id", message.get("id"));
		data.put("conversation_id", conversationId);
		data.set("role", message.get("role"));
		data.set("message", message.get("message"));
		data.set("message_type", message.get("message_type"));
		data.set("created_at", message.get("created_at"));
		String json = new String(Json.bytes(data), StandardCharsets.UTF_8);
		return event(withId ? Json.string(message, "id") : null, "message", json);
	}

	byte[] heartbeat(long now) {
		return event(null, "heartbeat", "{\"ts\":" + now + "}");
	}

	byte[] malformed(int number) {
		return event("malformed-" + number, "message", "{\"id\": \"malformed-" + number + "\", oops");
	}

	byte[] oversize(int number, int bytes) {
		return event("oversize-" + number, "message", "\"" + "x".repeat(bytes) + "\"");
	}

	byte[] comment(String text) {
		return encode(": " + text + "\n");
	}

	private byte[] event(@Nullable String id, String type, String data) {
		String prefix = (id != null) ? "id: " + id + "\n" : "";
		return encode(prefix + "event: " + type + "\ndata: " + data + "\n\n");
	}

	private byte[] encode(String text) {
		return text.replace("\n", this.lineEnd).getBytes(StandardCharsets.UTF_8);
	}

}
