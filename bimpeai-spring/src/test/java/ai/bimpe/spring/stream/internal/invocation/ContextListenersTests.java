package ai.bimpe.spring.stream.internal.invocation;

import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContextListeners}.
 */
class ContextListenersTests {

	@Test
	void beanOfParentContextIsThere() {
		try (ListenerContext parent = new ListenerContext(Registry.class);
				AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.setParent(parent.context);
			context.refresh();
			assertThat(new ContextListeners(context).hasBean(Registry.class.getName())).isTrue();
		}
	}

	@Test
	void beanOfClassThatIsNotThereIsNotThere() {
		try (ListenerContext test = new ListenerContext()) {
			ContextListeners listeners = new ContextListeners(test.context);
			assertThat(listeners.hasBean(Registry.class.getName())).isFalse();
			assertThat(listeners.hasBean("com.example.Missing")).isFalse();
		}
	}

	@Test
	void nothingIsKnownOfOtherPublishers() {
		ContextListeners listeners = new ContextListeners((event) -> {
		});
		assertThat(listeners.areKnown()).isFalse();
		assertThat(listeners.hasBean(Registry.class.getName())).isFalse();
	}

	static class Registry {

	}

}
