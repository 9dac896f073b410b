package ai.bimpe.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.Configuration;

/**
 * The house rules for auto-configurations, and who may use other modules and libraries.
 */
@AnalyzeClasses(packages = "ai.bimpe", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String HERE = "ai.bimpe.spring.boot.autoconfigure..";

	private static final DescribedPredicate<JavaClass> SIMULATOR = JavaClass.Predicates
		.resideInAPackage("ai.bimpe.simulator..");

	@ArchTest
	final ArchRule autoConfigurationsArePublicAndFinal = ArchRuleDefinition.classes()
		.that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic()
		.andShould()
		.haveModifier(JavaModifier.FINAL)
		.andShould()
		.haveSimpleNameEndingWith("AutoConfiguration");

	@ArchTest
	final ArchRule autoConfigurationsHaveNoPublicMethods = ArchRuleDefinition.noMethods()
		.that()
		.areDeclaredInClassesThat()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic();

	@ArchTest
	final ArchRule autoConfigurationsAreListed = ArchRuleDefinition.classes()
		.that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should(new BeListed());

	@ArchTest
	final ArchRule configurationsAreNotPublic = ArchRuleDefinition.classes()
		.that()
		.areAnnotatedWith(Configuration.class)
		.and()
		.areNotAnnotatedWith(AutoConfiguration.class)
		.should()
		.notBePublic();

	@ArchTest
	final ArchRule beanMethodsArePackagePrivate = ArchRuleDefinition.methods()
		.that()
		.areAnnotatedWith(Bean.class)
		.should()
		.bePackagePrivate()
		.andShould()
		.notBeAnnotatedWith(ConditionalOnClass.class);

	@ArchTest
	final ArchRule conditionsAreNotPublic = ArchRuleDefinition.classes()
		.that()
		.areAssignableTo(Condition.class)
		.and()
		.resideInAPackage(HERE)
		.should()
		.notBePublic();

	@ArchTest
	final ArchRule onlyTheEmbeddedConfigurationAndItsStreamsKnowTheSimulator = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage(HERE)
		.and()
		.haveNameNotMatching(".*\\.(EmbeddedSimulatorConfiguration(\\$.*)?|SimulatedStreams)")
		.should()
		.dependOnClassesThat(SIMULATOR);

	@ArchTest
	final ArchRule theEngineOfTheClientIsItsOwn = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage(HERE)
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("ai.bimpe.client.internal.*..");

	@ArchTest
	final ArchRule metricsLibraryStaysInItsPackage = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage(HERE)
		.and()
		.resideOutsideOfPackage("..metrics..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.micrometer.core..");

	@ArchTest
	final ArchRule healthLibraryStaysInItsPackage = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage(HERE)
		.and()
		.resideOutsideOfPackage("..health..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.boot.health..");

	@ArchTest
	final ArchRule actuatorLibraryStaysInItsPackage = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage(HERE)
		.and()
		.resideOutsideOfPackage("..actuate..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.boot.actuate..");

	/**
	 * Looks into the file that Boot reads.
	 */
	private static final class BeListed extends ArchCondition<JavaClass> {

		private BeListed() {
			super("be listed in AutoConfiguration.imports");
		}

		@Override
		public void check(JavaClass item, ConditionEvents events) {
			events.add(
					new SimpleConditionEvent(item, imports().lines().anyMatch(item.getName()::equals), item.getName()));
		}

		private static String imports() {
			try (InputStream in = BimpeAIAutoConfiguration.class
				.getResourceAsStream("/META-INF/spring/" + AutoConfiguration.class.getName() + ".imports")) {
				return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
