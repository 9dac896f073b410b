package ai.bimpe.spring.boot.autoconfigure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

}
