package ai.bimpe.simulator;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/**
 * Tests of who may know whom.
 */
@AnalyzeClasses(packages = "ai.bimpe.simulator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	final ArchRule noPackageKnowsTheRoot = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage("ai.bimpe.simulator.*..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("ai.bimpe.simulator");

	@ArchTest
	final ArchRule apiValuesKnowNothingInternal = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage("ai.bimpe.simulator.core..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("ai.bimpe.simulator.internal..");

	@ArchTest
	final ArchRule stateKnowsNoHttp = ArchRuleDefinition.noClasses()
		.that()
		.resideInAnyPackage("ai.bimpe.simulator.internal.store..", "ai.bimpe.simulator.internal.json..",
				"ai.bimpe.simulator.internal.faults..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("ai.bimpe.simulator.internal.http..", "io.netty..", "reactor..");

}
