package ai.bimpe.documentation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A {@code curl} command of the documentation, sent without the program. An option that
 * no page uses yet is refused.
 *
 * @param method the method of the request
 * @param address what it is sent to, without a scheme
 * @param headers names and values in turn
 * @param body the body
 */
record CurlRequest(String method, String address, List<String> headers, String body) {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	static CurlRequest parse(List<String> words) {
		@Nullable String method = null;
		@Nullable String address = null;
		@Nullable String type = null;
		List<String> headers = new ArrayList<>();
		String body = "";
		for (int i = 1; i < words.size(); i++) {
			String word = words.get(i);
			switch (word) {
				case "-X" -> method = words.get(++i);
				case "-d" -> {
					body = words.get(++i);
					type = (type != null) ? type : "application/x-www-form-urlencoded";
				}
				case "-H" -> {
					String[] header = words.get(++i).split(": *", 2);
					if (header[0].equalsIgnoreCase("Content-Type")) {
						type = header[1];
					}
					else {
						headers.addAll(List.of(header));
					}
				}
				default -> {
					if (word.startsWith("-") || address != null) {
						throw new IllegalArgumentException("There is no check for " + word + " of curl");
					}
					address = word;
				}
			}
		}
		if (address == null) {
			throw new IllegalArgumentException("curl without an address");
		}
		if (type != null) {
			headers.addAll(List.of("Content-Type", type));
		}
		return new CurlRequest((method != null) ? method : (body.isEmpty() ? "GET" : "POST"), address, headers, body);
	}

	String host() {
		return this.address.substring(0, this.address.indexOf('/'));
	}

	/**
	 * Send the request to a server on this machine.
	 * @param port the port of the server that stands in for the one of the page
	 * @return the answer
	 */
	HttpResponse<String> send(int port) throws IOException, InterruptedException {
		String path = this.address.substring(this.address.indexOf('/'));
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofSeconds(30))
			.method(this.method, HttpRequest.BodyPublishers.ofString(this.body));
		if (!this.headers.isEmpty()) {
			request.headers(this.headers.toArray(String[]::new));
		}
		return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
