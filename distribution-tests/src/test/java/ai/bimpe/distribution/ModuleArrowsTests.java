package ai.bimpe.distribution;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of which module may use which.
 */
class ModuleArrowsTests {

	private static final String CLIENT = "bimpeai-client";

	private static final String SIMULATOR = "bimpeai-simulator";

	private static final String SPRING = "bimpeai-spring";

	private static final String AUTO_CONFIGURATION = "bimpeai-spring-boot-autoconfigure";

	private static final String TEST_STARTER = "bimpeai-spring-boot-starter-test";

	/** What is on the right of an arrow knows nothing of what is on the left. */
	private static final Map<String, Set<String>> ARROWS = Map.of(SIMULATOR, Set.of(), CLIENT, Set.of(), SPRING,
			Set.of(CLIENT), AUTO_CONFIGURATION, Set.of(SPRING, CLIENT, SIMULATOR), TEST_STARTER,
			Set.of(AUTO_CONFIGURATION, SPRING, CLIENT, SIMULATOR));

	@ParameterizedTest
	@MethodSource("ai.bimpe.distribution.ReactorModule#publishedWithClasses")
	void publishedModuleUsesThoseBelowItOnly(ReactorModule module) {
		assertThat(ARROWS).containsKey(module.toString());
		assertThat(modulesUsedBy(module)).isSubsetOf(ARROWS.get(module.toString()));
	}

	@ParameterizedTest
	@ValueSource(strings = { CLIENT, SPRING })
	void moduleUsesNoSpringBoot(String name) {
		noClassesShouldUse("org.springframework.boot..").check(module(name).classes());
	}

	@Test
	void simulatorUsesNoSpring() {
		noClassesShouldUse("org.springframework..").check(module(SIMULATOR).classes());
	}

	@Test
	void noEventIsInThePackagesOfTheAutoConfiguration() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage("..autoconfigure..")
			.and()
			.arePublic()
			.should()
			.haveSimpleNameEndingWith("Event")
			.check(module(AUTO_CONFIGURATION).classes());
	}

	private static ArchRule noClassesShouldUse(String packages) {
		return ArchRuleDefinition.noClasses().should().dependOnClassesThat().resideInAPackage(packages);
	}

	private static Set<String> modulesUsedBy(ReactorModule module) {
		Map<String, String> modules = ReactorModule.withClasses()
			.stream()
			.filter((other) -> !other.directory().equals(module.directory()))
			.flatMap((other) -> other.classes().stream().map((type) -> Map.entry(type.getName(), other.toString())))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
		return module.classes()
			.stream()
			.flatMap((type) -> type.getDirectDependenciesFromSelf().stream())
			.map(Dependency::getTargetClass)
			.map(JavaClass::getBaseComponentType)
			.flatMap((type) -> Stream.ofNullable(modules.get(type.getName())))
			.collect(Collectors.toSet());
	}

	private static ReactorModule module(String name) {
		return ReactorModule.withClasses()
			.stream()
			.filter((module) -> module.toString().equals(name))
			.findFirst()
			.orElseThrow();
	}

}
