package ai.bimpe.benchmarks.startup;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.management.OperatingSystemMXBean;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application that has nothing but what its class path brings. Says what its start
 * took: milliseconds since the start of the JVM, milliseconds of CPU, classes loaded, KiB
 * of heap alive and resident KiB.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StartupApplication {

	public static void main(String[] arguments) throws IOException {
		try (ConfigurableApplicationContext context = SpringApplication.run(StartupApplication.class, arguments)) {
			long wall = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
			long cpu = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
			long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
			long resident = resident();
			System.gc();
			long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
			System.out.println("STARTED " + wall + " " + cpu / 1_000_000 + " " + classes + " " + heap / 1024 + " "
					+ resident + " " + context.getBeanDefinitionCount());
		}
	}

	private static long resident() throws IOException {
		return Files.readAllLines(Path.of("/proc/self/status"))
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
			.sum();
	}

}
