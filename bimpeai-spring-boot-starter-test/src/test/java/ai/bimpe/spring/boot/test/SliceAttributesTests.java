package ai.bimpe.spring.boot.test;

import ai.bimpe.simulator.Simulator;
import ai.bimpe.spring.boot.autoconfigure.streams.BimpeAIStreamsAutoConfiguration;
import ai.bimpe.spring.boot.test.app.Restaurant;
import ai.bimpe.spring.boot.test.app.Staff;
import ai.bimpe.spring.stream.BimpeAIStreams;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the attributes of {@link BimpeAITest @BimpeAITest}.
 */
class SliceAttributesTests {

	private static boolean has(ApplicationContext context, Class<?> type) {
		return context.getBeanNamesForType(type).length == 1;
	}

	@Nested
	@BimpeAITest(Staff.BookingListener.class)
	@ContextConfiguration(classes = Restaurant.class)
	class NamedListeners {

		@Test
		void areThereAlone(@Autowired ApplicationContext context) {
			assertThat(has(context, Staff.BookingListener.class)).isTrue();
			assertThat(has(context, Staff.Auditor.class)).isFalse();
			assertThat(has(context, Staff.House.class)).isTrue();
		}

	}

	@Nested
	@BimpeAITest(
			includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Staff.Kitchen.class),
			excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Staff.Auditor.class))
	@ContextConfiguration(classes = Restaurant.class)
	class Filters {

		@Test
		void addAndTakeAway(@Autowired ApplicationContext context) {
			assertThat(has(context, Staff.Kitchen.class)).isTrue();
			assertThat(has(context, Staff.BookingListener.class)).isTrue();
			assertThat(has(context, Staff.Auditor.class)).isFalse();
		}

	}

	@Nested
	@BimpeAITest(useDefaultFilters = false)
	@ContextConfiguration(classes = Restaurant.class)
	class WithoutDefaultFilters {

		@Test
		void nothingOfTheApplicationIsThere(@Autowired ApplicationContext context) {
			assertThat(has(context, Staff.BookingListener.class)).isFalse();
			assertThat(has(context, Staff.House.class)).isFalse();
			assertThat(has(context, Simulator.class)).isTrue();
		}

	}

	@Nested
	@BimpeAITest(properties = "bimpeai.timeout=9s", excludeAutoConfiguration = BimpeAIStreamsAutoConfiguration.class)
	@ContextConfiguration(classes = Restaurant.class)
	class PropertiesAndExclusions {

		@Test
		void apply(@Autowired ApplicationContext context) {
			assertThat(context.getEnvironment().getProperty("bimpeai.timeout")).isEqualTo("9s");
			assertThat(has(context, BimpeAIStreams.class)).isFalse();
		}

	}

}
