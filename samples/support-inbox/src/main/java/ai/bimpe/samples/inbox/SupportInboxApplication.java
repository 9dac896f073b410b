package ai.bimpe.samples.inbox;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * A support team's inbox. Runs on the embedded simulator until there is an API key.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class SupportInboxApplication {

	public static void main(String[] args) {
		SpringApplication.run(SupportInboxApplication.class, args);
	}

}
