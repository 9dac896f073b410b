package ai.bimpe.spring.boot.test;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.Simulator;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no public type shows a key or a text.
 */
class ToStringTests {

	@Test
	void assertionsShowNothingOfWhatTheyLookAt() {
		try (Simulator simulator = Simulator.builder().answering(false).start()) {
			SimulatedConversation conversation = simulator.newAgent("Pia").newConversation();
			conversation.receives("SECRET text");
			List<Object> all = List.of(BimpeAIAssertions.assertThat(simulator),
					BimpeAIAssertions.assertThat(conversation));
			assertThat(all).allSatisfy(
					(each) -> assertThat(each.toString()).doesNotContain("SECRET").doesNotContain(simulator.apiKey()));
		}
	}

	@Test
	void noTypeHasItsOwnWordsForWhatItHolds() {
		Stream<Class<?>> wordings = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages(ToStringTests.class.getPackageName())
			.stream()
			.<Class<?>>map(JavaClass::reflect)
			.filter((type) -> Modifier.isPublic(type.getModifiers()) && !type.isInterface())
			.map((type) -> Objects.requireNonNull(ReflectionUtils.findMethod(type, "toString")).getDeclaringClass());
		assertThat(wordings).isNotEmpty().containsOnly(Object.class);
	}

}
