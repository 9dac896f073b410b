package ai.bimpe.spring.boot.test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.jspecify.annotations.NullMarked;

import org.springframework.context.annotation.Bean;

/**
 * The arrows from this module, and its house rules.
 */
@AnalyzeClasses(packages = "ai.bimpe", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String HERE = "ai.bimpe.spring.boot.test..";

	@ArchTest
	final ArchRule nobodyKnowsTheTestStarter = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(HERE)
		.should()
		.dependOnClassesThat()
		.resideInAPackage(HERE);

	@ArchTest
	final ArchRule onlyPublicPartsOfOtherModulesAreUsed = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage(HERE)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("ai.bimpe.client.internal..", "ai.bimpe.simulator.internal..");

	@ArchTest
	final ArchRule assertionsAndFixturesNeedNoContext = ArchRuleDefinition.noClasses()
		.that()
		.haveNameMatching(".*\\.test\\.(\\w+Assert|Assertions|BimpeAI(Assertions|Fixtures)|Example\\w+|RecordCopies)")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("ai.bimpe.spring.boot.autoconfigure..", "ai.bimpe.spring.boot.test.autoconfigure..",
				"org.springframework.boot..", "org.springframework.context..");

	@ArchTest
	final ArchRule beanMethodsArePackagePrivate = ArchRuleDefinition.methods()
		.that()
		.areAnnotatedWith(Bean.class)
		.and()
		.areDeclaredInClassesThat()
		.resideInAPackage(HERE)
		.should()
		.bePackagePrivate();

	@ArchTest
	final ArchRule everyPackageIsNullMarked = ArchRuleDefinition.classes()
		.that()
		.resideInAPackage(HERE)
		.should(new ArchCondition<>("reside in a package with @NullMarked") {

			@Override
			public void check(JavaClass item, ConditionEvents events) {
				events.add(new SimpleConditionEvent(item,
						item.getPackage().tryGetAnnotationOfType(NullMarked.class).isPresent(), item.getName()));
			}

		});

}
