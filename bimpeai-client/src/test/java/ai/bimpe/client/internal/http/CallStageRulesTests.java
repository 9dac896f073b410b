package ai.bimpe.client.internal.http;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Tests for what the {@link CallStage stages} of a call may know.
 */
@AnalyzeClasses(packages = "ai.bimpe.client.internal.http", importOptions = DoNotIncludeTests.class)
class CallStageRulesTests {

	private static final List<Class<?>> STAGES = List.of(CallObservation.class, Retries.class, CallRateLimiter.class,
			ApiKeys.class);

	@ArchTest
	static final ArchRule allStagesAreChecked = classes().that()
		.implement(CallStage.class)
		.should()
		.beAssignableTo(CallObservation.class)
		.orShould()
		.beAssignableTo(Retries.class)
		.orShould()
		.beAssignableTo(CallRateLimiter.class)
		.orShould()
		.beAssignableTo(ApiKeys.class);

	@ArchTest
	static final ArchRule stagesDoNotKnowEachOther = SlicesRuleDefinition.slices()
		.assignedFrom(new OneSlicePerStage())
		.should()
		.notDependOnEachOther();

	@ArchTest
	static final ArchRule stagesKnowNeitherTheirListNorTheExchange = noClasses().that()
		.belongToAnyOf(CallObservation.class, Retries.class, CallRateLimiter.class, ApiKeys.class,
				ProvidedApiKeys.class)
		.should()
		.dependOnClassesThat()
		.belongToAnyOf(CallExecutor.class, CallTransport.class, CallAttempt.class, ResponseReader.class);

	@ArchTest
	static final ArchRule whatReadsAnswersKnowsNoStage = noClasses().that()
		.belongToAnyOf(CallTransport.class, CallAttempt.class, ResponseReader.class, ErrorReader.class)
		.should()
		.dependOnClassesThat()
		.areAssignableTo(CallStage.class)
		.orShould()
		.dependOnClassesThat()
		.belongToAnyOf(OperationRateLimiter.class, CallProgress.class);

	/**
	 * A stage and the classes nested in it.
	 */
	private static final class OneSlicePerStage implements SliceAssignment {

		@Override
		public SliceIdentifier getIdentifierOf(JavaClass type) {
			return STAGES.stream()
				.filter((stage) -> outermost(type).isAssignableTo(stage))
				.findFirst()
				.map((stage) -> SliceIdentifier.of(stage.getSimpleName()))
				.orElseGet(SliceIdentifier::ignore);
		}

		private static JavaClass outermost(JavaClass type) {
			return type.getEnclosingClass().map(OneSlicePerStage::outermost).orElse(type);
		}

		@Override
		public String getDescription() {
			return "one slice per stage of a call";
		}

	}

}
