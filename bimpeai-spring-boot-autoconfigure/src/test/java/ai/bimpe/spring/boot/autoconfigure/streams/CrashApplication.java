package ai.bimpe.spring.boot.autoconfigure.streams;

import java.util.concurrent.CountDownLatch;

import javax.sql.DataSource;

import ai.bimpe.spring.stream.MessageReceivedEvent;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.integration.jdbc.metadata.JdbcMetadataStore;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The application of {@link CrashTests}. It says on its output how far it has come, and
 * stays there for ever when it was told to.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class CrashApplication {

	public static void main(String[] args) {
		SpringApplication.run(CrashApplication.class, args);
	}

	@Bean
	JdbcMetadataStore metadataStore(DataSource dataSource) {
		return new JdbcMetadataStore(dataSource);
	}

	@Bean
	Listener listener(JdbcTemplate jdbc, @Value("${stay-at}") String stayAt) {
		return new Listener(jdbc, stayAt);
	}

	/**
	 * Writes a row in the transaction, and hands the message on behind it.
	 */
	static class Listener {

		private final JdbcTemplate jdbc;

		private final String stayAt;

		Listener(JdbcTemplate jdbc, String stayAt) {
			this.jdbc = jdbc;
			this.stayAt = stayAt;
		}

		@EventListener
		void write(MessageReceivedEvent event) {
			this.jdbc.update("insert into note values (?)", event.message().id());
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void beforeCommit(boolean readOnly) {
					reached("COMMIT", event);
				}

			});
		}

		@TransactionalEventListener
		void handOn(MessageReceivedEvent event) {
			reached("HAND-ON", event);
		}

		private void reached(String step, MessageReceivedEvent event) {
			System.out.println(step + " " + event.message().id());
			if (step.equals(this.stayAt)) {
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}
		}

	}

}
