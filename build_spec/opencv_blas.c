/* What OpenCV asks of an OpenBLAS, answered by the linear algebra that torch brings.
 *
 * torch exports LAPACK and the Fortran names of BLAS with 32-bit integers; all that OpenCV wants beside them
 * is the C interface to matrix products, and two solvers that are a factorisation and its use.
 */
typedef const int *in;

enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112 };

static const char *told(int transposition) {
    return transposition == PLAIN ? "N" : transposition == TRANSPOSED ? "T" : "C";
}

/* Rows first is columns first of the transposed product, so that its factors change places. */
#define PRODUCT(NAME, FORTRAN, NUMBER, SCALAR, REFERENCE)                                                      \
    void FORTRAN(const char *, const char *, in, in, in, const NUMBER *, const NUMBER *, in, const NUMBER *,   \
                 in, const NUMBER *, NUMBER *, in);                                                            \
    void NAME(int order, int of_a, int of_b, int m, int n, int k, SCALAR alpha, const NUMBER *a, int a_step,   \
              const NUMBER *b, int b_step, SCALAR beta, NUMBER *c, int c_step) {                               \
        if (order == ROW_MAJOR)                                                                                \
            FORTRAN(told(of_b), told(of_a), &n, &m, &k, REFERENCE alpha, b, &b_step, a, &a_step,               \
                    REFERENCE beta, c, &c_step);                                                               \
        else                                                                                                   \
            FORTRAN(told(of_a), told(of_b), &m, &n, &k, REFERENCE alpha, a, &a_step, b, &b_step,               \
                    REFERENCE beta, c, &c_step);                                                               \
    }

PRODUCT(cblas_sgemm, sgemm_, float, float, &)
PRODUCT(cblas_dgemm, dgemm_, double, double, &)
PRODUCT(cblas_cgemm, cgemm_, void, const void *, )
PRODUCT(cblas_zgemm, zgemm_, void, const void *, )

#define SOLVERS(GESV, GETRF, GETRS, POSV, POTRF, POTRS, NUMBER)                                                \
    void GETRF(in, in, NUMBER *, in, int *, int *);                                                            \
    void GETRS(const char *, in, in, const NUMBER *, in, in, NUMBER *, in, int *);                             \
    void POTRF(const char *, in, NUMBER *, in, int *);                                                         \
    void POTRS(const char *, in, in, const NUMBER *, in, NUMBER *, in, int *);                                 \
    void GESV(in n, in sides, NUMBER *a, in a_step, int *pivots, NUMBER *b, in b_step, int *info) {            \
        GETRF(n, n, a, a_step, pivots, info);                                                                  \
        if (*info == 0)                                                                                        \
            GETRS("N", n, sides, a, a_step, pivots, b, b_step, info);                                          \
    }                                                                                                          \
    void POSV(const char *part, in n, in sides, NUMBER *a, in a_step, NUMBER *b, in b_step, int *info) {       \
        POTRF(part, n, a, a_step, info);                                                                       \
        if (*info == 0)                                                                                        \
            POTRS(part, n, sides, a, a_step, b, b_step, info);                                                 \
    }

SOLVERS(sgesv_, sgetrf_, sgetrs_, sposv_, spotrf_, spotrs_, float)
SOLVERS(dgesv_, dgetrf_, dgetrs_, dposv_, dpotrf_, dpotrs_, double)
