package ai.bimpe.client.contract;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import ai.bimpe.client.core.MessageRole;
import ai.bimpe.client.core.OpenEnum;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the constants of every open value are those that the contract lists, and
 * that another value is kept.
 */
class OpenValuesTests {

	static Stream<Class<?>> openValues() {
		return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("ai.bimpe.client")
			.stream()
			.<Class<?>>map(JavaClass::reflect)
			.filter(SampleValues::isOpenValue);
	}

	@ParameterizedTest
	@MethodSource("openValues")
	void constantsAreThoseOfTheContract(Class<?> type) {
		Set<String> constants = new TreeSet<>();
		SampleValues.constants(type).forEach((constant) -> constants.add(constant.toString()));
		Set<String> listed = listed(ApiContract.schema(type.getSimpleName()));
		if (type == MessageRole.class) {
			// In answers it is an open text, which refers to the values of streams.
			listed.addAll(listed(ApiContract.schema("StreamMessageRole")));
		}
		assertThat(constants).isNotEmpty().isEqualTo(listed);
	}

	@ParameterizedTest
	@MethodSource("openValues")
	void valueThatIsNotKnownIsKeptAsItCame(Class<?> type) {
		assertThat(SampleValues.constants(type)).allMatch((constant) -> ((OpenEnum) constant).isKnown());
		OpenEnum value = (OpenEnum) Examples.MAPPER.readValue("\"made_up\"", type);
		assertThat(value.isKnown()).isFalse();
		assertThat(value.value()).isEqualTo("made_up");
		assertThat(value).hasToString("made_up");
		assertThat(Examples.MAPPER.writeValueAsString(value)).isEqualTo("\"made_up\"");
	}

	private static Set<String> listed(JsonNode schema) {
		Set<String> values = new TreeSet<>();
		ApiContract.resolve(schema).path("enum").forEach((value) -> values.add(value.asString()));
		schema.path("anyOf").forEach((alternative) -> values.addAll(listed(ApiContract.resolve(alternative))));
		return values;
	}

}
