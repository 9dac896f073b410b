package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the page of all properties in the documentation, which is made from the
 * configuration metadata.
 */
class ConfigurationPageTests {

	private static final String WRITE = "bimpeai.docs.write";

	private static final Path PAGE = Path.of("../docs/configuration.md");

	private static final String HEAD = """
			# Configuration

			Every property of the starter, as the configuration metadata describes it.
			A test makes this page from that metadata, and fails when it is out of date.

			Durations are written like `500ms`, `30s` or `10m`, sizes like `500KB` or `16MB`. A property that cannot work
			ends the start of the application with a message that names it, its value and what it must be. A channel that
			this version does not know is sent as it is, with a warning that names the nearest one. [Keys and accounts](accounts.md) is about keys
			from a vault, and about clients for several accounts. The application's settings of HTTP clients,
			`spring.http.clients.*`, apply as well; their read time-out never ends a stream.
			[Operations](operations.md#connections) describes how the client connects, and
			[deployment](deployment.md#environment-variables) which environment variables set these properties.

			```yaml
			bimpeai:
			  api-key: ${BIMPEAI_API_KEY}
			  timeout: 20s
			  streams:
			    frontdesk:
			      agent-id: agt_1
			      conversation-id: cnv_1
			```
			""";

	private static final List<Part> PARTS = List.of(new Part("Client", "bimpeai."),
			new Part("Retries", "bimpeai.retry."), new Part("Rate limits", "bimpeai.rate-limit."),
			new Part("Certificates", "bimpeai.ssl."), new Part("Proxy", "bimpeai.proxy."),
			new Part("Connections of calls", "bimpeai.pool."), new Part("Streams", "bimpeai.streams."),
			new Part("Listeners of all streams", "bimpeai.listener."),
			new Part("Checkpoints of streams", "bimpeai.checkpoints."),
			new Part("Streams in a cluster", "bimpeai.cluster."),
			new Part("Health and Actuator endpoint", "management."));

	@BeforeAll
	static void write() throws IOException {
		if (Boolean.getBoolean(WRITE)) {
			Files.writeString(PAGE, page());
		}
	}

	@Test
	void pageIsCurrent() throws IOException {
		assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
			.as("docs/configuration.md, which this writes anew: mvn -ntp -pl bimpeai-spring-boot-autoconfigure -am test "
					+ "-Dtest=ConfigurationPageTests -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true")
			.isEqualTo(page());
	}

	private static String page() {
		StringBuilder page = new StringBuilder(HEAD);
		for (Part part : PARTS) {
			page.append("\n## ")
				.append(part.title())
				.append("\n\n| Property | Type | Default | Description |\n|---|---|---|---|\n");
			ConfigurationMetadata.properties().forEach((name, property) -> {
				if (part.equals(partOf(name))) {
					page.append(row(name, property));
				}
			});
		}
		return page.toString();
	}

	private static Part partOf(String name) {
		return PARTS.stream()
			.filter((part) -> name.startsWith(part.prefix()))
			.max(Comparator.comparingInt((part) -> part.prefix().length()))
			.orElseThrow();
	}

	private static String row(String name, JsonNode property) {
		String value = property.has("defaultValue") ? "`" + property.get("defaultValue").asString() + "`" : "";
		return "| `" + name + "` | " + type(property.get("type").stringValue()) + " | " + value + " | "
				+ property.get("description").stringValue() + " |\n";
	}

	private static String type(String type) {
		String simple = type.replaceAll("[\\w.$]+[.$](\\w+)", "$1");
		return switch (simple) {
			case "String", "Boolean", "Integer", "Double", "Duration" -> simple.toLowerCase(Locale.ROOT);
			case "DataSize" -> "size";
			case "List<String>" -> "list";
			case "Map<String,String>" -> "map";
			case "Map<String,BimpeAIProperties>" -> "accounts";
			case "Access" -> "`none`, `read-only` or `unrestricted`";
			case "DatabaseInitializationMode" -> "`always`, `embedded` or `never`";
			case "Store" -> "`memory`, `jdbc` or `redis`";
			case "OnDeliveryFailure" -> "`continue` or `pause`";
			case "Enabled" -> "`true`, `false` or `auto`";
			case "ListenerShutdown" -> "`current` or `drain`";
			default -> throw new IllegalStateException("The page has no word for the type " + type);
		};
	}

	private record Part(String title, String prefix) {

	}

}
