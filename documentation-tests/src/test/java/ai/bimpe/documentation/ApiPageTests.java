package ai.bimpe.documentation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.ReactiveBimpeAI;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.simulator.Simulator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests that {@code docs/api.md} is complete.
 */
class ApiPageTests {

	private static final Pattern OPERATION = Pattern.compile("^\\*\\*`(\\w+)`\\*\\* `(GET|POST|PATCH|DELETE) (/\\S+)`",
			Pattern.MULTILINE);

	private final MarkdownFile page = MarkdownFile.named("docs/api.md");

	@Test
	void showsEveryOperationOfTheBlockingFace() {
		assertThat(operations("bimpeai", BimpeAI.class)).hasSizeGreaterThan(50).allSatisfy(this::isShown);
	}

	@Test
	void showsEveryOperationOfTheReactiveFace() {
		assertThat(operations("reactive", ReactiveBimpeAI.class)).hasSizeGreaterThan(50).allSatisfy(this::isShown);
	}

	@Test
	void namesOperationsOfTheContractOnce() {
		List<String> named = headings().map((heading) -> heading.group(1)).toList();
		assertThat(named).doesNotHaveDuplicates().hasSameSizeAs(shownOperations());
		try (Simulator simulator = Simulator.start()) {
			assertThat(named)
				.allSatisfy((operationId) -> assertThatNoException().isThrownBy(() -> simulator.on(operationId)));
		}
	}

	// The methods but request(..), which is every operation and none.
	private static Set<String> shownOperations() {
		return operations("bimpeai", BimpeAI.class).stream()
			.filter((operation) -> !operation.equals("bimpeai.request("))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private Stream<MatchResult> headings() {
		return OPERATION.matcher(String.join("\n", this.page.prose())).results();
	}

	private void isShown(String operation) {
		assertThat(this.page.blocks("java").map((block) -> block.text().replaceAll("\\s+\\.", "."))).as(operation)
			.anyMatch((code) -> code.contains(operation));
	}

	private static Set<String> operations(String path, Class<?> face) {
		Set<String> operations = new TreeSet<>();
		for (Method method : face.getDeclaredMethods()) {
			if (!Modifier.isPublic(method.getModifiers()) || Modifier.isStatic(method.getModifiers())
					|| method.isSynthetic()) {
				continue;
			}
			String step = path + "." + method.getName() + "(";
			if (Arrays.asList(method.getParameterTypes()).contains(RequestOption[].class)) {
				operations.add(step);
			}
			else if (isResource(method)) {
				operations.addAll(operations(step + ")", method.getReturnType()));
			}
		}
		return operations;
	}

	private static boolean isResource(Method method) {
		return method.getParameterCount() == 0 && !method.getReturnType().isInterface()
				&& method.getReturnType().getName().startsWith("ai.bimpe.client.");
	}

}
