package ai.bimpe.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what holds for the packages of every module.
 */
class PackageRulesTests {

	private static final String WITH_CLASSES = "ai.bimpe.distribution.ReactorModule#withClasses";

	private static final String PUBLISHED = "ai.bimpe.distribution.ReactorModule#publishedWithClasses";

	private static final String INTERNAL = "ai.bimpe..internal..";

	private static final Pattern PUBLIC_AND_SAID_TO_BE_INTERNAL = Pattern
		.compile("(?m)^/\\*\\*\\s+(?:\\* )?Internal\\b(?:(?!\\*/)[\\s\\S])*\\*/\\s(?:@.*\\s)*public ");

	@ParameterizedTest
	@MethodSource(WITH_CLASSES)
	void noCycleIsBetweenPackages(ReactorModule module) {
		SlicesRuleDefinition.slices().matching("(**)").should().beFreeOfCycles().check(module.classes());
	}

	@ParameterizedTest
	@MethodSource(WITH_CLASSES)
	void packagesAreNullMarked(ReactorModule module) {
		Stream<JavaPackage> packages = module.classes().stream().map(JavaClass::getPackage).distinct();
		assertThat(packages.filter((javaPackage) -> !javaPackage.isAnnotatedWith(NullMarked.class))).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("modulesOfUsers")
	void onlyOurModulesUseWhatIsInternal(ReactorModule module) {
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.resideInAPackage(INTERNAL)
			.check(module.classes());
	}

	@ParameterizedTest
	@MethodSource(PUBLISHED)
	void nothingIsPublicForTheLayoutOnly(ReactorModule module) throws IOException {
		try (Stream<Path> files = Files.walk(module.sources())) {
			assertThat(files.filter((file) -> file.toString().endsWith(".java"))
				.filter((file) -> !module.sources().relativize(file).toString().contains("internal"))
				.filter((file) -> PUBLIC_AND_SAID_TO_BE_INTERNAL.matcher(read(file)).find())).isEmpty();
		}
	}

	// Benchmarks measure parts of the client: they are as much its own as its tests.
	static List<ReactorModule> modulesOfUsers() {
		return ReactorModule.withClasses()
			.stream()
			.filter((module) -> !module.isPublished() && !module.toString().equals("bimpeai-benchmarks"))
			.toList();
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
