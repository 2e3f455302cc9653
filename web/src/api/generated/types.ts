// Generated from the server's endpoints by `dotnet run --project functions/Hosts/Local -- --write-api-types`.
// Never edited: change the endpoint and write it again.
import type { Fen } from "../kernel/money";

/** What stands in a place without members. */
export type Nothing = Record<never, never>;

export type Agency = {
  code: string;
  name: string;
  division: string;
  funds: readonly unknown[];
};

export type Done = Nothing;

export type DutyView = {
  name: string;
  heldBy: readonly string[];
};

export type EntraIdentity = {
  objectId?: string;
  userName?: string;
};

export type EntraIdentityInput = {
  objectId?: string;
  userName?: string;
};

export type GrantView = {
  role: string;
  roleName: string;
  funds?: readonly unknown[];
  division: Named;
};

export type GrantsSimulated = {
  allowed: boolean;
  conflicts: readonly RoleConflict[];
  duties: readonly DutyView[];
  movesMoneyAlone: boolean;
  actions: readonly Named[];
};

export type Job = {
  id: string;
  kind: string;
  title: string;
  division: string;
  fund?: "enterprise-pension" | "resident-pension" | "public-sector-pension" | "employee-medical" | "resident-medical" | "unemployment" | "work-injury" | "maternity";
  state: string;
  stage: string;
  rowsDone: number;
  rowsTotal?: number;
  estimateSeconds?: number;
  error?: string;
  ownerId: string;
  ownerName: string;
  startedAt: string;
  updatedAt: string;
  log: readonly string[];
};

export type Named = {
  code: string;
  name: string;
};

export type PageOfAgency = {
  items: readonly Agency[];
  total: number;
  continuation?: string;
};

export type PageOfJob = {
  items: readonly Job[];
  total: number;
  continuation?: string;
};

export type PageOfScheduleView = {
  items: readonly ScheduleView[];
  total: number;
  continuation?: string;
};

export type PageOfSessionView = {
  items: readonly SessionView[];
  total: number;
  continuation?: string;
};

export type PageOfUserRow = {
  items: readonly UserRow[];
  total: number;
  continuation?: string;
};

export type PasswordReset = {
  initialPassword: string;
};

export type RoleConflict = {
  left: string;
  leftName: string;
  right: string;
  rightName: string;
  reason: string;
  basis: string;
};

export type RoleGrantInput = {
  role: string;
  funds?: readonly unknown[];
  division: string;
};

export type RoleTable = {
  roles: readonly RoleView[];
  conflicts: readonly RoleConflict[];
};

export type RoleView = {
  code: string;
  name: string;
  group: string;
  actions: readonly Named[];
};

export type ScheduleView = {
  name: string;
  title: string;
  cron: string;
  next: string;
  lastStart?: string;
  lastEnd?: string;
  lastSucceeded?: boolean;
  lastResult?: string;
};

export type SessionOpened = {
  accessToken: string;
  refreshToken: string;
  expiresInSeconds: number;
  user: SignedInUser;
};

export type SessionView = {
  id: string;
  startedAt: string;
  seenAt: string;
  from: string;
  isCurrent: boolean;
};

export type SignedInUser = {
  id: string;
  account: string;
  name: string;
  division: Named;
  agency?: string;
  roles: readonly Named[];
  actions: readonly string[];
  funds: readonly string[];
  mustChangePassword: boolean;
  totpEnrolled: boolean;
};

export type TotpBegun = {
  secret: string;
  uri: string;
};

export type TotpConfirmed = {
  recoveryCodes: readonly string[];
};

export type UserCreated = {
  user: UserView;
  initialPassword?: string;
};

export type UserRow = {
  id: string;
  account: string;
  name: string;
  division: Named;
  agency?: string;
  roles: readonly Named[];
  state: string;
};

export type UserView = {
  id: string;
  account: string;
  name: string;
  division: Named;
  agency?: string;
  state: string;
  lockedUntil?: string;
  disabledReason?: string;
  mustChangePassword: boolean;
  totpEnrolled: boolean;
  entra?: EntraIdentity;
  grants: readonly GrantView[];
};

/** Every endpoint: what goes into the address, the query and the body, and what comes back. */
export type Endpoints = {
  /** 经办机构列表 */
  "GET /api/identity/agencies": {
    path: Nothing;
    query: {
      division?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfAgency;
  };
  /** 登记经办机构 */
  "POST /api/identity/agencies": {
    path: Nothing;
    query: Nothing;
    body: {
      code: string;
      name: string;
      division: string;
      funds: readonly unknown[];
    };
    answer: Agency;
  };
  /** 授权前模拟 */
  "POST /api/identity/grants/simulate": {
    path: Nothing;
    query: Nothing;
    body: {
      roles: readonly string[];
    };
    answer: GrantsSimulated;
  };
  /** 我的信息 */
  "GET /api/identity/me": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: SignedInUser;
  };
  /** 修改口令 */
  "POST /api/identity/me/password": {
    path: Nothing;
    query: Nothing;
    body: {
      current: string;
      next: string;
    };
    answer: Done;
  };
  /** 绑定动态码：开始 */
  "POST /api/identity/me/totp": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: TotpBegun;
  };
  /** 绑定动态码：确认 */
  "POST /api/identity/me/totp/confirm": {
    path: Nothing;
    query: Nothing;
    body: {
      code: string;
    };
    answer: TotpConfirmed;
  };
  /** 角色清单 */
  "GET /api/identity/roles": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: RoleTable;
  };
  /** 我的登录 */
  "GET /api/identity/sessions": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: PageOfSessionView;
  };
  /** 登录 */
  "POST /api/identity/sessions": {
    path: Nothing;
    query: Nothing;
    body: {
      account: string;
      password: string;
      totp?: string;
    };
    answer: SessionOpened;
  };
  /** 退出登录 */
  "DELETE /api/identity/sessions/current": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: Done;
  };
  /** 续期登录 */
  "POST /api/identity/sessions/refresh": {
    path: Nothing;
    query: Nothing;
    body: {
      refreshToken: string;
    };
    answer: SessionOpened;
  };
  /** 结束我的一个登录 */
  "POST /api/identity/sessions/{id}/end": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: Done;
  };
  /** 用户列表 */
  "GET /api/identity/users": {
    path: Nothing;
    query: {
      division?: string;
      text?: string;
      role?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfUserRow;
  };
  /** 新建用户 */
  "POST /api/identity/users": {
    path: Nothing;
    query: Nothing;
    body: {
      account: string;
      name: string;
      division: string;
      agency?: string;
      entra?: EntraIdentityInput;
    };
    answer: UserCreated;
  };
  /** 查看用户 */
  "GET /api/identity/users/{id}": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: UserView;
  };
  /** 停用用户 */
  "POST /api/identity/users/{id}/disable": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      reason: string;
    };
    answer: UserView;
  };
  /** 启用用户 */
  "POST /api/identity/users/{id}/enable": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: UserView;
  };
  /** 授权 */
  "PUT /api/identity/users/{id}/grants": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      grants: readonly RoleGrantInput[];
    };
    answer: UserView;
  };
  /** 重置口令 */
  "POST /api/identity/users/{id}/reset-password": {
    path: {
      id: string;
    };
    query: Nothing;
    body: {
      removeTotp?: boolean;
    };
    answer: PasswordReset;
  };
  /** 解锁用户 */
  "POST /api/identity/users/{id}/unlock": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: UserView;
  };
  /** 任务列表 */
  "GET /api/jobs": {
    path: Nothing;
    query: {
      division?: string;
      limit?: number;
      continuation?: string;
    };
    body: undefined;
    answer: PageOfJob;
  };
  /** 定时任务 */
  "GET /api/jobs/schedules": {
    path: Nothing;
    query: Nothing;
    body: undefined;
    answer: PageOfScheduleView;
  };
  /** 任务进度 */
  "GET /api/jobs/{id}": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: Job;
  };
  /** 取消任务 */
  "POST /api/jobs/{id}/cancel": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: Job;
  };
  /** 续办任务 */
  "POST /api/jobs/{id}/resume": {
    path: {
      id: string;
    };
    query: Nothing;
    body: undefined;
    answer: Job;
  };
};

/** Every reason for which the server may refuse. */
export type ProblemCode =
  | "account_disabled"
  | "account_locked"
  | "account_taken"
  | "agency_taken"
  | "bad_blob_name"
  | "bad_credentials"
  | "blob_exists"
  | "body_too_large"
  | "changed_meanwhile"
  | "grant_outside_division"
  | "id_reused"
  | "idempotency_key_malformed"
  | "idempotency_key_missing"
  | "internal_error"
  | "invalid_fields"
  | "invalid_value"
  | "malformed_json"
  | "no_such_address"
  | "not_allowed"
  | "not_found"
  | "not_json"
  | "own_account"
  | "password_change_needed"
  | "password_reused"
  | "role_needs_agency"
  | "role_not_for_agency"
  | "roles_conflict"
  | "same_actor"
  | "session_ended"
  | "sign_in_needed"
  | "too_many_attempts"
  | "totp_required"
  | "unknown_role"
  | "weak_password"
  | "write_conflict"
  | "wrong_code"
  | "wrong_method"
  | "wrong_password"
  | "wrong_state";
