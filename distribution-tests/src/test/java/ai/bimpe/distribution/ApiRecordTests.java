package ai.bimpe.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import ai.bimpe.distribution.api.ApiChanges;
import ai.bimpe.distribution.api.ApiRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a change of the public API shows in a file, and keeps the file.
 */
class ApiRecordTests {

	private static final String PUBLISHED = "ai.bimpe.distribution.ReactorModule#publishedWithClasses";

	private static final String WRITE = "bimpeai.api.write";

	private static final String COMMAND = "mvn -ntp -pl distribution-tests -am verify -Dtest=ApiRecordTests "
			+ "-Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true";

	private static final Pattern INTERNAL = Pattern.compile("\\bai\\.bimpe\\.[a-z0-9.]*\\binternal\\.");

	@ParameterizedTest
	@MethodSource(PUBLISHED)
	void recordIsCurrent(ReactorModule module) throws IOException {
		Path file = module.directory().resolve("api.txt");
		String api = ApiRecord.of(module.classesDirectory());
		assertThat(api).isNotEmpty();
		if (Boolean.getBoolean(WRITE)) {
			Files.writeString(file, api);
		}
		String recorded = Files.exists(file) ? Files.readString(file) : "";
		assertThat(ApiChanges.between(recorded, api))
			.as("%s/api.txt, which this writes anew if the API is meant to change: %s", module, COMMAND)
			.isEmpty();
		assertThat(recorded).isEqualTo(api);
	}

	@ParameterizedTest
	@MethodSource(PUBLISHED)
	void noTypeOfAnInternalPackageIsInASignature(ReactorModule module) throws IOException {
		assertThat(ApiRecord.of(module.classesDirectory()).lines().filter((line) -> INTERNAL.matcher(line).find()))
			.isEmpty();
	}

}
