package ai.bimpe.client;

import ai.bimpe.client.internal.Blocking;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Tests for the arrows between the packages.
 */
@AnalyzeClasses(packages = "ai.bimpe.client", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule theParserKnowsNothingOfBimpeAIAndNoHttp = noClasses().that()
		.resideInAPackage("..client.internal.sse..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("ai.bimpe.client", "ai.bimpe.client.core..", "ai.bimpe.client.errors..",
				"ai.bimpe.client.stream..", "ai.bimpe.client.conversations..", "ai.bimpe.client.internal",
				"ai.bimpe.client.internal.http..", "org.springframework.http..", "org.springframework.web..");

	@ArchTest
	static final ArchRule onlyTheRetryPackageAndItsUsersKnowSpringRetry = noClasses().that()
		.resideOutsideOfPackages("..client.internal.retry..", "..client.internal.http..")
		.and()
		.doNotHaveFullyQualifiedName("ai.bimpe.client.BimpeAIBuilder")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.retry..");

	@ArchTest
	static final ArchRule resourcesKnowNoWebClient = noClasses().that()
		.resideOutsideOfPackages("..client.internal.http..")
		.and()
		.doNotHaveFullyQualifiedName("ai.bimpe.client.BimpeAIBuilder")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.web..", "reactor.netty..", "io.netty..");

	@ArchTest
	static final ArchRule theRetryPackageKnowsNoHttp = noClasses().that()
		.resideInAPackage("..client.internal.retry..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("..client.internal.http..", "..client.internal.stream..", "..client.stream..",
				"org.springframework.web..", "org.springframework.http..");

	@ArchTest
	static final ArchRule nobodyPrints = noClasses().should()
		.accessField(System.class, "out")
		.orShould()
		.accessField(System.class, "err");

	@ArchTest
	static final ArchRule onlyTheBlockingFaceBlocks = methods().that()
		.areDeclaredIn(Blocking.class)
		.should()
		.bePublic()
		.orShould()
		.bePrivate();

	@ArchTest
	static final ArchRule nobodyElseBlocks = noClasses().that()
		.doNotHaveFullyQualifiedName("ai.bimpe.client.internal.Blocking")
		.should()
		.callMethod("reactor.core.publisher.Mono", "block")
		.orShould()
		.callMethod("reactor.core.publisher.Flux", "blockFirst")
		.orShould()
		.callMethod("reactor.core.publisher.Flux", "blockLast");

}
