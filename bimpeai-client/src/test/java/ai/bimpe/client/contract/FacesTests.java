package ai.bimpe.client.contract;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ai.bimpe.client.core.Page;
import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.stream.MessageFlux;
import ai.bimpe.client.stream.MessageStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class FacesTests {

	private static final Map<Class<?>, Class<?>> FACES = Faces.all();

	@Test
	void everyResourceIsReached() {
		assertThat(FACES.keySet()).extracting(Class::getSimpleName)
			.contains("BimpeAI", "Agents", "KnowledgeBases", "AgentChannels", "AgentActions", "ConversationFlows",
					"Integrations", "BimpeaiIntegrations", "CustomApiIntegrations", "CustomApiTools",
					"McpServerIntegrations", "McpServerTools", "PipedreamIntegrations", "Workflows", "Conversations",
					"Messages", "Calls", "PhoneNumbers", "PhoneNumberRequests");
	}

	@TestFactory
	List<DynamicTest> bothFacesHaveTheSameOperations() {
		List<DynamicTest> tests = new ArrayList<>();
		FACES.forEach((blocking, reactive) -> tests.add(DynamicTest.dynamicTest(blocking.getSimpleName(),
				() -> assertThat(operations(blocking, false)).isEqualTo(operations(reactive, true)))));
		return tests;
	}

	@TestFactory
	List<DynamicTest> everyOperationTakesOptions() {
		List<DynamicTest> tests = new ArrayList<>();
		FACES.forEach((blocking, reactive) -> tests.add(DynamicTest.dynamicTest(blocking.getSimpleName(), () -> {
			for (Class<?> face : List.of(blocking, reactive)) {
				assertThat(Faces.operations(face)).allSatisfy((method) -> {
					assertThat(method.isVarArgs()).isTrue();
					assertThat(method.getParameterTypes()[method.getParameterCount() - 1])
						.isEqualTo(RequestOption[].class);
				});
			}
		})));
		return tests;
	}

	@TestFactory
	List<DynamicTest> noResourceIsFinal() {
		List<DynamicTest> tests = new ArrayList<>();
		FACES.forEach((blocking, reactive) -> tests.add(DynamicTest.dynamicTest(blocking.getSimpleName(), () -> {
			assertThat(blocking).isNotFinal();
			assertThat(reactive).isNotFinal();
		})));
		return tests;
	}

	private static Map<String, String> operations(Class<?> face, boolean reactive) {
		Map<String, String> operations = new TreeMap<>();
		for (Method method : Faces.operations(face)) {
			Type answer = method.getGenericReturnType();
			operations.put(method.getName() + Arrays.toString(method.getGenericParameterTypes()),
					(reactive ? twin(answer) : answer).getTypeName());
		}
		return operations;
	}

	/**
	 * Return what the blocking face answers in place of a type of the reactive face.
	 */
	private static Type twin(Type reactive) {
		if (reactive == MessageFlux.class) {
			return MessageStream.class;
		}
		ParameterizedType type = (ParameterizedType) reactive;
		Type item = type.getActualTypeArguments()[0];
		if (type.getRawType() == Mono.class) {
			return (item != Void.class) ? item : void.class;
		}
		Class<?> container = (type.getRawType() == PagedFlux.class) ? Page.class : List.class;
		assertThat(type.getRawType()).isIn(PagedFlux.class, Flux.class);
		return new Container(container, item);
	}

	private record Container(Class<?> raw, Type item) implements Type {

		@Override
		public String getTypeName() {
			return this.raw.getName() + "<" + this.item.getTypeName() + ">";
		}

	}

}
