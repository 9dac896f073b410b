package ai.bimpe.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import ai.bimpe.simulator.internal.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads an event stream line by line, as plainly as possible.
 */
final class EventReader implements AutoCloseable {

	private final int status;

	private final InputStream raw;

	private final BufferedReader lines;

	EventReader(int status, InputStream body) {
		this.status = status;
		this.raw = body;
		this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
	}

	int status() {
		return this.status;
	}

	/**
	 * Return the next event of any type, of type {@code end} at the end of the stream.
	 */
	Event next() throws IOException {
		String id = null;
		String type = "message";
		StringBuilder data = new StringBuilder();
		List<String> other = new ArrayList<>();
		for (String line = this.lines.readLine(); line != null; line = this.lines.readLine()) {
			if (line.isEmpty()) {
				if (!data.isEmpty() || !other.isEmpty()) {
					return new Event(id, type, data.toString(), other);
				}
			}
			else if (line.startsWith("id: ")) {
				id = line.substring(4);
			}
			else if (line.startsWith("event: ")) {
				type = line.substring(7);
			}
			else if (line.startsWith("data: ")) {
				data.append(line.substring(6));
			}
			else {
				other.add(line);
			}
		}
		return new Event(null, "end", "", other);
	}

	/**
	 * Return the text of the next message, skipping heartbeats.
	 */
	String nextText() {
		try {
			Event event = next();
			while (!List.of("message", "end").contains(event.type())) {
				event = next();
			}
			return event.type().equals("message") ? event.json().path("message").asString() : "<end>";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String readAll() throws IOException {
		return new String(this.raw.readAllBytes(), StandardCharsets.UTF_8);
	}

	byte[] readRaw(int bytes) throws IOException {
		return this.raw.readNBytes(bytes);
	}

	@Override
	public void close() {
		try {
			this.raw.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * An event, with the lines that are no field of it.
	 */
	record Event(@Nullable String id, String type, String data, List<String> other) {

		JsonNode json() {
			return Json.parse(this.data.getBytes(StandardCharsets.UTF_8));
		}

	}

}
