package ai.bimpe.spring.boot.test.autoconfigure;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConfiguredAccounts}.
 */
class ConfiguredAccountsTests {

	@ParameterizedTest
	@ValueSource(strings = { "BIMPEAI_ACCOUNTS_NORTHEAST_APIKEY", "BIMPEAI_ACCOUNTS_NORTH_EAST_API_KEY" })
	void environmentVariableOfAccountWithHyphenMakesNoOtherAccount(String variable) {
		MockEnvironment environment = new MockEnvironment().withProperty("bimpeai.accounts.north-east.timeout", "9s");
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", Map.of(variable, "sk_production")));
		assertThat(ConfiguredAccounts.names(environment)).containsExactly("north-east");
	}

}
