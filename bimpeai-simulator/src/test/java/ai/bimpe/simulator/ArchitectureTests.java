package ai.bimpe.simulator;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/**
 * Tests of who may know whom.
 */
@AnalyzeClasses(packages = "ai.bimpe.simulator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	final ArchRule simulatorKnowsNeitherClientNorSpring = ArchRuleDefinition.noClasses()
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("ai.bimpe.client..", "ai.bimpe.spring..", "org.springframework..");

	@ArchTest
	final ArchRule internalPackagesHaveNoCycles = SlicesRuleDefinition.slices()
		.matching("ai.bimpe.simulator.(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	final ArchRule internalPackagesDoNotKnowTheWhole = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage("ai.bimpe.simulator.*..")
		.should()
		.dependOnClassesThat()
		.haveNameMatching("ai\\.bimpe\\.simulator\\.(Simulator|SimulatorBuilder|SimulatorEngine|Fault|Simulated.*)");

	@ArchTest
	final ArchRule stateKnowsNoHttp = ArchRuleDefinition.noClasses()
		.that()
		.resideInAnyPackage("ai.bimpe.simulator.store..", "ai.bimpe.simulator.json..", "ai.bimpe.simulator.faults..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("ai.bimpe.simulator.http..", "io.netty..", "reactor..");

}
