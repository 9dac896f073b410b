package ai.bimpe.spring.boot.test.autoconfigure;

import java.util.List;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ReplacedClientContextCustomizerFactory}.
 */
class ReplacedClientContextCustomizerFactoryTests {

	private final ReplacedClientContextCustomizerFactory factory = new ReplacedClientContextCustomizerFactory();

	@ParameterizedTest
	@ValueSource(classes = { Blocking.class, Reactive.class, Own.class })
	void noStreamIsOpenedWhereOneOfTheClientsIsReplaced(Class<?> test) {
		assertThat(this.factory.createContextCustomizer(test, List.of())).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(classes = { Spied.class, Other.class })
	void streamsAreOpenedWhereNoClientIsReplaced(Class<?> test) {
		assertThat(this.factory.createContextCustomizer(test, List.of())).isNull();
	}

	@MockitoBean(types = BimpeAI.class)
	static class Blocking {

	}

	@MockitoBean(types = ReactiveBimpeAI.class)
	static class Reactive {

	}

	static class Own {

		@TestBean
		@SuppressWarnings({ "NullAway.Init", "UnusedVariable" })
		private BimpeAI bimpeai;

		static BimpeAI bimpeai() {
			return mock(BimpeAI.class);
		}

	}

	@MockitoSpyBean(types = ReactiveBimpeAI.class)
	static class Spied {

	}

	@MockitoBean(types = Runnable.class)
	static class Other {

	}

}
