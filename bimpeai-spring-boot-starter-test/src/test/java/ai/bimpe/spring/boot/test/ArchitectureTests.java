package ai.bimpe.spring.boot.test;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

import org.springframework.context.annotation.Bean;

/**
 * The arrows from this module, and its house rules.
 */
@AnalyzeClasses(packages = "ai.bimpe", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String HERE = "ai.bimpe.spring.boot.test..";

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

}
