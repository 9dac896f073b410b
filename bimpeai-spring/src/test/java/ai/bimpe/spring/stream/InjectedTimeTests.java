package ai.bimpe.spring.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

import ai.bimpe.spring.stream.internal.TimeSource;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Time of streams comes from {@link TimeSource}, so that tests have it in their hands.
 */
@AnalyzeClasses(packages = "ai.bimpe.spring.stream", importOptions = ImportOption.DoNotIncludeTests.class)
class InjectedTimeTests {

	private static final Set<String> OPERATORS = Set.of("delay", "delayElement", "delayElements", "delaySubscription",
			"interval", "timeout", "take", "buffer", "bufferTimeout", "window", "windowTimeout", "sample", "elapsed",
			"timed", "timestamp", "cache", "replay", "skip");

	@ArchTest
	final ArchRule onlyTheTimeSourceReadsTheClockOfTheMachineOrWaitsByItself = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage("ai.bimpe.spring.stream.cluster")
		.and()
		.doNotBelongToAnyOf(TimeSource.class)
		.should()
		.callMethodWhere(new DescribedPredicate<JavaMethodCall>("it depends on the time of the machine") {

			@Override
			public boolean test(JavaMethodCall call) {
				return isOfTheMachine(call);
			}

		});

	private static boolean isOfTheMachine(JavaMethodCall call) {
		String owner = call.getTargetOwner().getName();
		String name = call.getName();
		boolean clock = owner.startsWith("java.time.") && name.equals("now")
				&& call.getTarget().getRawParameterTypes().isEmpty();
		boolean system = owner.equals(System.class.getName())
				&& (name.equals("nanoTime") || name.equals("currentTimeMillis"));
		boolean source = (owner.equals(Clock.class.getName()) || owner.equals(InstantSource.class.getName()))
				&& (name.startsWith("system") || name.startsWith("tick"));
		boolean scheduler = owner.equals(Schedulers.class.getName())
				&& (name.equals("parallel") || name.equals("newParallel") || name.equals("single"));
		boolean sleep = owner.equals(Thread.class.getName()) && name.equals("sleep");
		return clock || system || source || scheduler || sleep || isOperatorWithoutScheduler(call, owner, name);
	}

	private static boolean isOperatorWithoutScheduler(JavaMethodCall call, String owner, String name) {
		return (owner.equals(Mono.class.getName()) || owner.equals(Flux.class.getName())) && OPERATORS.contains(name)
				&& call.getTarget()
					.getRawParameterTypes()
					.stream()
					.anyMatch((type) -> type.isEquivalentTo(Duration.class))
				&& call.getTarget()
					.getRawParameterTypes()
					.stream()
					.noneMatch((type) -> type.isEquivalentTo(Scheduler.class));
	}

}
