package ai.bimpe.spring.boot.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.agents.Agents;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.errors.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.target.SingletonTargetSource;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests for {@link DerivedBimpeAI} and {@link DerivedReactiveBimpeAI}.
 */
class DerivedClientTests {

	private final BimpeAI blocking = mock(BimpeAI.class);

	private final ReactiveBimpeAI reactive = mock(ReactiveBimpeAI.class);

	static Stream<Method> ofBlocking() {
		return operations(BimpeAI.class);
	}

	static Stream<Method> ofReactive() {
		return operations(ReactiveBimpeAI.class);
	}

	@ParameterizedTest
	@MethodSource("ofBlocking")
	void blockingFacePassesEveryCallOn(Method method) {
		BimpeAI derived = DerivedBimpeAI.of(this.reactive);
		given(this.reactive.blocking()).willReturn(this.blocking);
		assertPassesOn(method, derived, this.blocking);
	}

	@ParameterizedTest
	@MethodSource("ofReactive")
	void reactiveFacePassesEveryCallOn(Method method) {
		ReactiveBimpeAI derived = DerivedReactiveBimpeAI.of(this.blocking);
		given(this.blocking.reactive()).willReturn(this.reactive);
		assertPassesOn(method, derived, this.reactive);
	}

	@Test
	void facesOfTheClientItselfAreUsedWhenThereAreAny() {
		given(this.reactive.blocking()).willReturn(this.blocking);
		given(this.blocking.reactive()).willReturn(this.reactive);
		assertThat(DerivedBimpeAI.of(this.reactive)).isSameAs(this.blocking);
		assertThat(DerivedReactiveBimpeAI.of(this.blocking)).isSameAs(this.reactive);
	}

	@Test
	void facesOfTheCurrentTargetOfProxyAreUsed() {
		ReactiveBimpeAI proxy = ProxyFactory.getProxy(ReactiveBimpeAI.class, new SingletonTargetSource(this.reactive));
		BimpeAI derived = DerivedBimpeAI.of(proxy);
		verifyNoInteractions(this.reactive);
		given(this.reactive.blocking()).willReturn(this.blocking);
		Agents agents = mock(Agents.class);
		given(this.blocking.agents()).willReturn(agents);
		assertThat(derived.agents()).isSameAs(agents);
		assertThat(derived.reactive()).isSameAs(proxy);
	}

	@Test
	void mockWithoutTheOtherFaceSaysWhatToDo() {
		assertThatExceptionOfType(UserException.class).isThrownBy(() -> DerivedBimpeAI.of(this.reactive).agents())
			.withMessageContaining("replace the BimpeAI bean");
		assertThatExceptionOfType(UserException.class)
			.isThrownBy(() -> DerivedReactiveBimpeAI.of(this.blocking).conversations())
			.withMessageContaining("replace the ReactiveBimpeAI bean")
			.withMessageContaining("'bimpeai.listener.auto-startup=false'");
	}

	@Test
	void closingClosesTheClient() {
		DerivedBimpeAI.of(this.reactive).close();
		verify(this.reactive).close();
		DerivedReactiveBimpeAI.of(this.blocking).close();
		verify(this.blocking).close();
	}

	private static void assertPassesOn(Method method, Object derived, Object face) {
		Object[] arguments = Arrays.stream(method.getParameterTypes())
			.map((type) -> type.isArray() ? new RequestOption[0] : null)
			.toArray();
		ReflectionUtils.invokeMethod(method, derived, arguments);
		assertThat(mockingDetails(face).getInvocations()).extracting((call) -> call.getMethod())
			.containsExactly(method);
	}

	private static Stream<Method> operations(Class<?> client) {
		return Arrays.stream(client.getDeclaredMethods())
			.filter((method) -> Modifier.isAbstract(method.getModifiers()))
			.filter((method) -> !Set.of("blocking", "reactive", "close").contains(method.getName()));
	}

}
