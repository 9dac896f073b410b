package ai.bimpe.spring.boot.autoconfigure;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BimpeAIAccounts} and the names of properties.
 */
class BimpeAIAccountsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			bimpeai.api-key                | bimpeai.accounts.acme.api-key
			Check 'bimpeai.api-key'        | Check 'bimpeai.accounts.acme.api-key'
			The URL (bimpeai.base-url)     | The URL (bimpeai.accounts.acme.base-url)
			set bimpeai.timeout=5s         | set bimpeai.accounts.acme.timeout=5s
			'bimpeai.accounts.acme.ssl'    | 'bimpeai.accounts.acme.ssl'
			http://bimpeai.internal is not | http://bimpeai.internal is not
			at bimpeai.internal:443        | at bimpeai.internal:443
			""")
	void propertiesAreThoseOfTheAccountAndHostsStay(String message, String expected) {
		assertThat(BimpeAIAccounts.named("acme", message)).isEqualTo(expected);
		assertThat(BimpeAIAccounts.named("default", message)).isEqualTo(message);
	}

	@Test
	void accountsHaveEveryPropertyOfTheDefaultClient() {
		Map<String, String> properties = ofClients();
		Object all = ofDefault(properties);
		assertThat(properties).hasSizeGreaterThan(30).allSatisfy((name, value) -> {
			Map<String, String> others = new TreeMap<>(properties);
			others.remove(name);
			assertThat(ofDefault(others)).as("without " + name).isNotEqualTo(all);
		});
		assertThat(ofAccount(properties)).isEqualTo(all);
	}

	private static Map<String, String> ofClients() {
		Map<String, String> values = new TreeMap<>();
		ConfigurationMetadata.properties().forEach((name, property) -> {
			if (name.startsWith("bimpeai.") && !name.matches(
					"bimpeai\\.(accounts|checkpoints\\.|cluster\\.|compatibility-verifier\\.|listener\\.|simulator\\.).*")) {
				boolean map = property.get("type").stringValue().startsWith("java.util.Map");
				boolean on = property.path("defaultValue").asString("").equals("true");
				values.put(name.replace("<name>", "front-desk") + (map ? ".X-Team" : ""),
						on ? "false" : value(property.get("type").stringValue()));
			}
		});
		return values;
	}

	private static String value(String type) {
		return switch (type.replaceAll(".*\\.", "")) {
			case "Boolean" -> "true";
			case "Integer" -> "7";
			case "Double" -> "1.5";
			case "Duration" -> "7s";
			case "DataSize" -> "7KB";
			case "OnDeliveryFailure" -> "pause";
			default -> "text";
		};
	}

	// Some cannot be left out: that they are missed is a difference as well.
	private static Object ofDefault(Map<String, String> properties) {
		try {
			return new Binder(new MapConfigurationPropertySource(properties)).bind("bimpeai", BimpeAIProperties.class)
				.get();
		}
		catch (BindException ex) {
			return ex;
		}
	}

	private static BimpeAIProperties ofAccount(Map<String, String> properties) {
		MockEnvironment environment = new MockEnvironment();
		properties.forEach((name, value) -> environment
			.setProperty(name.replaceFirst("^bimpeai\\.", "bimpeai.accounts.acme."), value));
		return new BimpeAIAccounts(environment, new BoundProperties()).properties("acme");
	}

	// The variables of the environment, what a file names, and the accounts of both.
	@ParameterizedTest
	@CsvSource({ "ACME_API_KEY, , acme", "NORTHEAST_APIKEY, , northeast", "NORTHEAST_APIKEY, north-east, north-east",
			"NORTH_EAST_API_KEY, north-east, north-east",
			"NORTHEAST_APIKEY NORTH_EAST_BASE_URL, north-east, north-east", "ACME_API_KEY, acme-eu, acme acme-eu",
			"ACME_EU_API_KEY, acme acme-eu, acme acme-eu", ", northeast north-east, north-east",
			"BIG_NORTH_EAST_DEFAULT_HEADERS_X, big-north-east, big-north-east" })
	void spellingsOfOneNameAreOneAccount(@Nullable String variables, @Nullable String properties, String names) {
		MockEnvironment environment = new MockEnvironment();
		words(properties).forEach((name) -> environment.setProperty("bimpeai.accounts." + name + ".timeout", "1s"));
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("systemEnvironment",
					words(variables).collect(Collectors.toMap((name) -> "BIMPEAI_ACCOUNTS_" + name, (name) -> "x"))));
		assertThat(BimpeAIAccounts.names(environment)).containsExactlyElementsOf(words(names).toList());
	}

	private static Stream<String> words(@Nullable String text) {
		return (text != null) ? Stream.of(text.split(" ")) : Stream.empty();
	}

}
