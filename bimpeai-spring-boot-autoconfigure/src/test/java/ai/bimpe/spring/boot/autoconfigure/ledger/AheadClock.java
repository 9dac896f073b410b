package ai.bimpe.spring.boot.autoconfigure.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.jspecify.annotations.Nullable;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;

/**
 * An agent that sets the clock of a JVM ahead: every class that asks {@code java.time}
 * for the time is told a later one, those of libraries as well. No other process is
 * affected.
 */
public final class AheadClock {

	private AheadClock() {
	}

	/**
	 * Called by the JVM before the application is started.
	 * @param seconds how far ahead
	 * @param instrumentation changes classes
	 * @throws UnmodifiableClassException when the clock cannot be changed
	 */
	public static void premain(String seconds, Instrumentation instrumentation) throws UnmodifiableClassException {
		instrumentation.addTransformer(new ClockTransformer(Long.parseLong(seconds)), true);
		instrumentation.retransformClasses(Clock.class);
	}

	/**
	 * Return the options of a JVM with such a clock.
	 * @param directory where the agent may have a file
	 * @param ahead how far the clock is ahead
	 * @return the options
	 * @throws IOException when the file cannot be written
	 */
	static List<String> options(Path directory, Duration ahead) throws IOException {
		Manifest manifest = new Manifest();
		Attributes attributes = manifest.getMainAttributes();
		attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
		attributes.putValue("Premain-Class", AheadClock.class.getName());
		attributes.putValue("Can-Retransform-Classes", "true");
		Path agent = directory.resolve("agent.jar");
		// The classes are on the class path of the application.
		try (OutputStream jar = new JarOutputStream(Files.newOutputStream(agent), manifest)) {
			jar.flush();
		}
		return List.of("-javaagent:" + agent + "=" + ahead.toSeconds());
	}

	/** Adds the difference where all clocks of the system read the time. */
	private static final class ClockTransformer implements ClassFileTransformer {

		private static final int API = SpringAsmInfo.ASM_VERSION;

		private final long seconds;

		ClockTransformer(long seconds) {
			this.seconds = seconds;
		}

		@Override
		public byte @Nullable [] transform(@Nullable ClassLoader loader, String name, @Nullable Class<?> type,
				@Nullable ProtectionDomain domain, byte[] bytes) {
			if (!"java/time/Clock".equals(name)) {
				return null;
			}
			ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
			new ClassReader(bytes).accept(new ClassVisitor(API, writer) {

				@Override
				public MethodVisitor visitMethod(int access, String method, String descriptor,
						@Nullable String signature, String @Nullable [] exceptions) {
					MethodVisitor visitor = super.visitMethod(access, method, descriptor, signature, exceptions);
					return "currentInstant".equals(method) ? later(visitor) : visitor;
				}

			}, 0);
			return writer.toByteArray();
		}

		private MethodVisitor later(MethodVisitor visitor) {
			return new MethodVisitor(API, visitor) {

				@Override
				public void visitInsn(int opcode) {
					if (opcode == Opcodes.ARETURN) {
						visitLdcInsn(ClockTransformer.this.seconds);
						visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/time/Instant", "plusSeconds",
								"(J)Ljava/time/Instant;", false);
					}
					super.visitInsn(opcode);
				}

			};
		}

	}

}
