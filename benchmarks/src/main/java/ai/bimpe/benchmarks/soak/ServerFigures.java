package ai.bimpe.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the server what it knows. Not through an HTTP client, whose threads and
 * connections would be counted.
 */
final class ServerFigures {

	private final URI server;

	ServerFigures(String baseUrl) {
		this.server = URI.create(baseUrl);
	}

	/**
	 * Let the server add no more messages and do nothing wrong any more.
	 * @return its figures from then on
	 */
	JsonNode freeze() {
		return ask("freeze");
	}

	JsonNode now() {
		return ask("figures");
	}

	private JsonNode ask(String what) {
		try (Socket socket = new Socket(this.server.getHost(), this.server.getPort())) {
			socket.getOutputStream().write(("GET /" + what + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			return JsonMapper.shared().readTree(socket.getInputStream().readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
