package ai.bimpe.samples.recipes.reminders;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;

import ai.bimpe.samples.recipes.demo.DemoDatabase;
import ai.bimpe.samples.recipes.demo.DemoSimulator;

import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Three appointments tomorrow. In the simulator, a number that ends in 0003 is never
 * answered, and one that ends in 0001 is busy.
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
@Import({ DemoSimulator.class, DemoDatabase.class })
class RemindersDemo {

	@Bean
	ApplicationRunner appointments(JdbcClient jdbc, Clock clock) {
		return (args) -> {
			System.out.println("Ada, Noor and Tomi have appointments. Noor does not answer, and Tomi is on the phone:");
			System.out.println("those two are rung once more. Ctrl+C ends it.");
			Map.of("Ada", "+447700900461", "Noor", "+447700900003", "Tomi", "+447700900001")
				.forEach((name, phone) -> jdbc
					.sql("insert into appointment (id, phone, starts_at) values (:id, :phone, :start)")
					.param("id", name)
					.param("phone", phone)
					.param("start", clock.instant().plus(Duration.ofHours(20)).atOffset(ZoneOffset.UTC))
					.update());
		};
	}

}
